import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Drawer, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../../shared/api/attempt.js';
import { sendTo } from '../../shared/api/client.js';
import type { Id, PeopleChange, Person, PersonMembership } from '../../shared/api/contract.js';
import { sessionQuery } from '../../shared/api/queries.js';
import { minuteOf, today } from '../../shared/dates/dates.js';
import { ProblemAlert, ProblemPage } from '../../shared/ui/problem-view.js';
import { useReturnFocus } from '../../shared/ui/return-focus.js';
import type { HandedOut } from './handed-out.js';
import { HeldDates } from './held-dates.js';
import { personChangesQuery, personQuery } from './people-queries.js';
import { MembershipEnd, NewDeputy, NewMembership, PasswordReset, PersonChange } from './person-entries.js';
import { PersonTags } from './person-tags.js';

interface PersonDrawerProps {
  id: Id;
  region: string | null;
  handedOut: (answer: HandedOut) => void;
  close: () => void;
}

type Entry = { kind: 'change' | 'reset' | 'role' } | { kind: 'end' | 'deputy'; membership: PersonMembership };

/** One person: what they may do, since when and until when, who stands in for them, and who changed it. */
export function PersonDrawer({ id, region, handedOut, close }: PersonDrawerProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { data: person, error, refetch } = useQuery(personQuery(id));
  const [entry, setEntry] = useState<Entry | null>(null);
  useReturnFocus();
  const own = String(session.person.id) === String(id);
  const done = () => void message.success(t('people.saved'));
  const common = { region, close: () => setEntry(null), done };
  return (
    <Drawer
      open
      size={620}
      title={
        person && (
          <>
            {person.name}
            <small className="person-username">{person.username}</small>
          </>
        )
      }
      onClose={close}
    >
      {error ? (
        <ProblemPage error={error} retry={() => void refetch()} />
      ) : !person ? (
        <Skeleton active paragraph={{ rows: 6 }} />
      ) : (
        <>
          <div className="person-head">
            <PersonTags person={person} />
            {own ? (
              <small>{t('people.oneself')}</small>
            ) : (
              <div className="person-actions">
                {person.lockedUntil && <Unlock person={person} />}
                <Button onClick={() => setEntry({ kind: 'reset' })}>{t('people.reset')}</Button>
                <Button onClick={() => setEntry({ kind: 'change' })}>{t('people.edit')}</Button>
              </div>
            )}
          </div>
          <section className="person-part">
            <h3>
              {t('people.roles')}
              {!own && (
                <Button size="small" icon={<PlusOutlined />} onClick={() => setEntry({ kind: 'role' })}>
                  {t('people.addRole')}
                </Button>
              )}
            </h3>
            <ul className="memberships">
              {person.memberships.map((membership) => (
                <Membership key={membership.id} membership={membership} own={own} enter={setEntry} />
              ))}
            </ul>
          </section>
          <section className="person-part">
            <h3>{t('people.changes')}</h3>
            <Changes id={id} />
          </section>
          {entry?.kind === 'change' && <PersonChange person={person} {...common} />}
          {entry?.kind === 'reset' && (
            <PasswordReset person={person} {...common} done={(answer) => handedOut(answer as HandedOut)} />
          )}
          {entry?.kind === 'role' && <NewMembership person={person} {...common} />}
          {entry?.kind === 'end' && <MembershipEnd membership={entry.membership} {...common} />}
          {entry?.kind === 'deputy' && <NewDeputy person={person} membership={entry.membership} {...common} />}
        </>
      )}
    </Drawer>
  );
}

function Unlock({ person }: { person: Person }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const unlock = useMutation({
    mutationFn: () => sendTo('POST', `/api/people/${person.id}/unlocking`, { version: person.version }, newKey()),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['people'] }),
  });
  return (
    <>
      <ProblemAlert error={unlock.error} />
      <Button loading={unlock.isPending} onClick={() => unlock.mutate()}>
        {t('people.unlock')}
      </Button>
    </>
  );
}

interface MembershipProps {
  membership: PersonMembership;
  own: boolean;
  enter: (entry: Entry) => void;
}

function Membership({ membership, own, enter }: MembershipProps) {
  const { t } = useTranslation();
  const { roleLabel, organisation, endedOn, deputyFor, deputies } = membership;
  const over = endedOn !== null && endedOn <= today();
  return (
    <li className={over ? 'membership-over' : undefined}>
      <div>
        <b>{deputyFor ? t('people.deputyOf', { name: deputyFor.name, role: roleLabel }) : roleLabel}</b>
        <span>{organisation.name}</span>
        <small className="numeric">
          <HeldDates membership={membership} />
          {deputyFor && ` · ${deputyFor.reason}`}
        </small>
        {deputies.map((deputy) => (
          <small key={deputy.membershipId} className="numeric">
            {t('people.hasDeputy', { name: deputy.name, from: deputy.from, until: deputy.until })} · {deputy.reason}
          </small>
        ))}
      </div>
      {!own && !over && (
        <div className="person-actions">
          {!deputyFor && (
            <Button size="small" onClick={() => enter({ kind: 'deputy', membership })}>
              {t('people.addDeputy')}
            </Button>
          )}
          <Button size="small" danger onClick={() => enter({ kind: 'end', membership })}>
            {t('people.endRole')}
          </Button>
        </div>
      )}
    </li>
  );
}

function Changes({ id }: { id: Id }) {
  const { t } = useTranslation();
  const { data, error, refetch, isPending, hasNextPage, fetchNextPage } = useInfiniteQuery(personChangesQuery(id));
  if (error) return <ProblemPage error={error} retry={() => void refetch()} />;
  if (isPending) return <Skeleton active paragraph={{ rows: 3 }} />;
  const changes = data.pages.flatMap((page) => page.items);
  if (changes.length === 0) return <p className="person-none">{t('people.noChanges')}</p>;
  return (
    <>
      <ol className="changes">
        {changes.map((change) => (
          <Change key={change.id} change={change} />
        ))}
      </ol>
      {hasNextPage && (
        <Button size="small" onClick={() => void fetchNextPage()}>
          {t('shell.more')}
        </Button>
      )}
    </>
  );
}

function Change({ change }: { change: PeopleChange }) {
  const { t } = useTranslation();
  const { eventLabel, about, by, organisation, occurredAt } = change;
  return (
    <li>
      <b>{eventLabel}</b>
      {about && <span>{about}</span>}
      <small className="numeric">
        {minuteOf(occurredAt)} · {[by ?? t('people.operator'), organisation].filter(Boolean).join(' · ')}
      </small>
    </li>
  );
}
