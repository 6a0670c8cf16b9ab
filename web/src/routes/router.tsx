import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { Shell } from '../features/session/shell.js';
import {
  type BookFilters,
  documentKinds,
  type FundsView,
  fundsViews,
  type NewDocument,
  type ProjectFilters,
  type Role,
  roles,
} from '../shared/api/contract.js';
import { isProblem } from '../shared/api/problem.js';
import { sessionQuery } from '../shared/api/queries.js';
import { ProblemPage } from '../shared/ui/problem-view.js';
import { integer, oneOf, text } from './search.js';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: text(search.next) }),
  component: lazyRouteComponent(() => import('../features/session/sign-in-page.js'), 'SignInPage'),
});

/** Without a session it leads to the sign-in page and back again. */
async function sessionOr401(queryClient: QueryClient, next: string) {
  try {
    return await queryClient.ensureQueryData(sessionQuery);
  } catch (error) {
    if (isProblem(error, 401)) throw redirect({ to: '/sign-in', search: { next } });
    throw error;
  }
}

const firstPassword = createRoute({
  getParentRoute: () => root,
  path: '/password',
  beforeLoad: async ({ context, location }) => {
    const session = await sessionOr401(context.queryClient, location.href);
    if (!session.mustChangePassword) throw redirect({ to: '/account' });
  },
  component: lazyRouteComponent(() => import('../features/session/password-page.js'), 'PasswordPage'),
});

/** Everything behind the door. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const session = await sessionOr401(context.queryClient, location.href);
    if (session.mustChangePassword) throw redirect({ to: '/password' });
  },
  component: Shell,
  errorComponent: ({ error }) => <ProblemPage error={error} retry={() => window.location.reload()} />,
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox' });
  },
});

const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: '/inbox',
  component: lazyRouteComponent(() => import('../features/inbox/inbox-page.js'), 'InboxPage'),
});

const projects = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects',
  validateSearch: (search: Record<string, unknown>): ProjectFilters & { cursor?: string } => ({
    year: integer(search.year),
    line: text(search.line),
    region: text(search.region),
    mode: text(search.mode),
    stage: text(search.stage),
    q: text(search.q),
    cursor: text(search.cursor),
  }),
  component: lazyRouteComponent(() => import('../features/projects/projects-page.js'), 'ProjectsPage'),
});

const newProject = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/new',
  component: lazyRouteComponent(
    () => import('../features/projects/application/new-application-page.js'),
    'NewApplicationPage',
  ),
});

const project = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$id',
  component: lazyRouteComponent(() => import('../features/projects/project-page.js'), 'ProjectPage'),
});

const draft = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$id/draft',
  component: lazyRouteComponent(() => import('../features/projects/application/draft-page.js'), 'DraftPage'),
});

const documents = createRoute({
  getParentRoute: () => signedIn,
  path: '/documents',
  validateSearch: (search: Record<string, unknown>): { year?: number; state?: string } => ({
    year: integer(search.year),
    state: text(search.state),
  }),
  component: lazyRouteComponent(() => import('../features/documents/documents-page.js'), 'DocumentsPage'),
});

const newDocument = createRoute({
  getParentRoute: () => signedIn,
  path: '/documents/new',
  validateSearch: (search: Record<string, unknown>): { kind?: NewDocument['kind']; project?: number } => ({
    kind: oneOf(search.kind, documentKinds),
    project: integer(search.project),
  }),
  component: lazyRouteComponent(() => import('../features/documents/new-document-page.js'), 'NewDocumentPage'),
});

const document = createRoute({
  getParentRoute: () => signedIn,
  path: '/documents/$id',
  component: lazyRouteComponent(() => import('../features/documents/document-page.js'), 'DocumentPage'),
});

const fundYear = createRoute({
  getParentRoute: () => signedIn,
  path: '/fund-year',
  validateSearch: (search: Record<string, unknown>): { year?: number; view?: FundsView } => ({
    year: integer(search.year),
    view: oneOf(search.view, fundsViews),
  }),
  component: lazyRouteComponent(() => import('../features/funds/fund-year-page.js'), 'FundYearPage'),
});

const budget = createRoute({
  getParentRoute: () => signedIn,
  path: '/fund-year/budget',
  validateSearch: (search: Record<string, unknown>): { year?: number } => ({ year: integer(search.year) }),
  component: lazyRouteComponent(() => import('../features/budget/draft-budget-page.js'), 'DraftBudgetPage'),
});

const versions = createRoute({
  getParentRoute: () => signedIn,
  path: '/fund-year/versions',
  validateSearch: (search: Record<string, unknown>): { year?: number; from?: number; to?: number } => ({
    year: integer(search.year),
    from: integer(search.from),
    to: integer(search.to),
  }),
  component: lazyRouteComponent(() => import('../features/budget/versions-page.js'), 'VersionsPage'),
});

const ledger = createRoute({
  getParentRoute: () => signedIn,
  path: '/ledger',
  validateSearch: (search: Record<string, unknown>): BookFilters => ({
    region: text(search.region),
    year: integer(search.year),
    line: text(search.line),
    project: integer(search.project),
    from: text(search.from),
    until: text(search.until),
  }),
  component: lazyRouteComponent(() => import('../features/ledger/ledger-page.js'), 'LedgerPage'),
});

const bookChecks = createRoute({
  getParentRoute: () => signedIn,
  path: '/ledger/checks',
  component: lazyRouteComponent(() => import('../features/ledger/checks-page.js'), 'ChecksPage'),
});

interface PeopleSearch {
  view?: 'people' | 'memberships' | 'organisations';
  q?: string;
  role?: Role;
  state?: 'held' | 'deputies' | 'ended';
  organisation?: number;
  person?: number;
}

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/people',
  validateSearch: (search: Record<string, unknown>): PeopleSearch => ({
    view: oneOf(search.view, ['people', 'memberships', 'organisations']),
    role: oneOf(search.role, roles),
    state: oneOf(search.state, ['held', 'deputies', 'ended']),
    q: text(search.q),
    organisation: integer(search.organisation),
    person: integer(search.person),
  }),
  component: lazyRouteComponent(() => import('../features/people/people-page.js'), 'PeoplePage'),
});

const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/session/account-page.js'), 'AccountPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    firstPassword,
    signedIn.addChildren([
      home,
      inbox,
      projects,
      newProject,
      project,
      draft,
      documents,
      newDocument,
      document,
      fundYear,
      budget,
      versions,
      ledger,
      bookChecks,
      people,
      account,
    ]),
  ]),
  context: { queryClient: undefined! },
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ({ error, reset }) => <ProblemPage error={error} retry={reset} />,
  defaultNotFoundComponent: () => <ProblemPage error={null} />,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
