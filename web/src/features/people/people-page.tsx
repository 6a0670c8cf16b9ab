import { PlusOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Segmented, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../shared/api/contract.js';
import { sessionQuery } from '../../shared/api/queries.js';
import { minuteOf } from '../../shared/dates/dates.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { PagedTable } from '../../shared/ui/paged-table.js';
import { Panel } from '../../shared/ui/panel.js';
import { type HandedOut, HandedOutPassword } from './handed-out.js';
import { MembershipFilters, Memberships } from './memberships.js';
import { OrganisationEntry, Organisations } from './organisations.js';
import { peopleQuery } from './people-queries.js';
import { PersonDrawer } from './person-drawer.js';
import { NewPerson } from './person-entries.js';
import { PersonTags } from './person-tags.js';
import './people.css';

/** 用户与组织: whom an administrator manages, all of the city or one region. */
export function PeoplePage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/people' });
  const navigate = useNavigate({ from: '/people' });
  const { data: session } = useSuspenseQuery(sessionQuery);
  const { level, regionId } = session.membership.organisation;
  const region = level === 'city' ? null : regionId;
  const [adding, setAdding] = useState(false);
  const [handedOut, setHandedOut] = useState<HandedOut | null>(null);
  const view = search.view ?? 'people';
  const close = () => setAdding(false);
  return (
    <>
      <PageHead
        title={t('people.title')}
        note={t(region ? 'people.noteCounty' : 'people.note')}
        actions={
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
            {t(view === 'organisations' ? 'people.newOrganisation' : 'people.newPerson')}
          </Button>
        }
      />
      <Panel flush>
        <search className="filters">
          <Segmented<typeof view>
            value={view}
            options={[
              { value: 'people', label: t('people.people') },
              { value: 'memberships', label: t('people.roles') },
              { value: 'organisations', label: t('people.organisations') },
            ]}
            onChange={(next) => void navigate({ search: { view: next === 'people' ? undefined : next } })}
          />
          {view !== 'organisations' && (
            <Input.Search
              key={search.q ?? ''}
              className="filters-q"
              allowClear
              defaultValue={search.q}
              placeholder={t(view === 'people' ? 'people.search' : 'people.searchMemberships')}
              aria-label={t(view === 'people' ? 'people.search' : 'people.searchMemberships')}
              onSearch={(q) => void navigate({ search: { ...search, q: q.trim() || undefined }, replace: true })}
            />
          )}
          {view === 'memberships' && <MembershipFilters />}
          {view !== 'organisations' && search.organisation !== undefined && (
            <Tag closable onClose={() => void navigate({ search: { ...search, organisation: undefined } })}>
              {t('people.ofOrganisation')}
            </Tag>
          )}
        </search>
        {view === 'people' && <PeopleTable />}
        {view === 'memberships' && <Memberships />}
        {view === 'organisations' && <Organisations region={region} />}
      </Panel>
      {adding && view !== 'organisations' && (
        <NewPerson region={region} close={close} done={(answer) => setHandedOut(answer as HandedOut)} />
      )}
      {adding && view === 'organisations' && <OrganisationEntry region={region} close={close} />}
      {search.person !== undefined && (
        <PersonDrawer
          id={search.person}
          region={region}
          handedOut={setHandedOut}
          close={() => void navigate({ search: { ...search, person: undefined } })}
        />
      )}
      {handedOut && <HandedOutPassword answer={handedOut} close={() => setHandedOut(null)} />}
    </>
  );
}

function PeopleTable() {
  const { t } = useTranslation();
  const { q, organisation, ...search } = useSearch({ from: '/signed-in/people' });
  const navigate = useNavigate({ from: '/people' });
  const found = useInfiniteQuery(peopleQuery({ q, organisation }));
  return (
    <PagedTable<Person>
      found={found}
      none={t('people.none')}
      noneHint={t('people.noneHint')}
      columns={[
        {
          title: t('people.person'),
          key: 'person',
          render: (_, person) => (
            <div className="person-cell">
              <Button
                type="link"
                onClick={() => void navigate({ search: { ...search, q, organisation, person: Number(person.id) } })}
              >
                {person.name}
              </Button>
              <small>{person.username}</small>
              <span className="narrow">
                <PersonTags person={person} />
              </span>
            </div>
          ),
        },
        {
          title: t('people.roles'),
          key: 'roles',
          render: (_, { memberships }) =>
            memberships.length === 0 ? (
              <span className="money-none">-</span>
            ) : (
              <ul className="roles">
                {memberships.map(({ id, roleLabel, organisation: { name }, deputyFor }) => (
                  <li key={id}>
                    <b>{deputyFor ? t('people.deputyOf', { name: deputyFor.name, role: roleLabel }) : roleLabel}</b>{' '}
                    {name}
                  </li>
                ))}
              </ul>
            ),
        },
        {
          title: t('people.state'),
          key: 'state',
          className: 'wide',
          render: (_, person) => <PersonTags person={person} />,
        },
        {
          title: t('people.lastSeen'),
          key: 'seen',
          className: 'wide numeric',
          render: (_, { lastSeenAt }) => (lastSeenAt ? minuteOf(lastSeenAt) : <span className="money-none">-</span>),
        },
      ]}
    />
  );
}
