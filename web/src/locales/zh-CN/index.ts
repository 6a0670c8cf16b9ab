import account from './account.json';
import actions from './actions.json';
import application from './application.json';
import budget from './budget.json';
import documents from './documents.json';
import fields from './fields.json';
import funds from './funds.json';
import inbox from './inbox.json';
import ledger from './ledger.json';
import papers from './papers.json';
import people from './people.json';
import project from './project.json';
import projects from './projects.json';
import shell from './shell.json';

export default {
  account,
  actions,
  application,
  budget,
  documents,
  fields,
  funds,
  inbox,
  ledger,
  papers,
  people,
  project,
  projects,
  shell,
};
