import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { roles, type HeldMembership } from '../../shared/api/contract.js';
import { PagedTable } from '../../shared/ui/paged-table.js';
import { HeldDates } from './held-dates.js';
import { membershipsQuery } from './people-queries.js';

const states = ['held', 'deputies', 'ended'] as const;

/** Who holds which role where, since when and until when, and who stands in: organisation by organisation. */
export function Memberships() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/people' });
  const { q, organisation, role, state } = search;
  const found = useInfiniteQuery(membershipsQuery({ q, organisation, role, state }));
  return (
    <PagedTable<HeldMembership>
      found={found}
      none={t('people.noMemberships')}
      noneHint={t('people.noMembershipsHint')}
      columns={[
        { title: t('people.organisation'), key: 'organisation', render: (_, { organisation: { name } }) => name },
        {
          title: t('people.role'),
          key: 'role',
          render: (_, { roleLabel, deputyFor }) =>
            deputyFor ? t('people.deputyOf', { name: deputyFor.name, role: roleLabel }) : roleLabel,
        },
        {
          title: t('people.person'),
          key: 'person',
          render: (_, { person: { id, name, username } }) => (
            <div className="person-cell">
              <Link to="/people" search={{ ...search, person: Number(id) }}>
                {name}
              </Link>
              <small>{username}</small>
            </div>
          ),
        },
        {
          title: t('people.heldFromUntil'),
          key: 'held',
          className: 'wide numeric',
          render: (_, membership) => <HeldDates membership={membership} />,
        },
        {
          title: t('people.deputy'),
          key: 'deputies',
          className: 'wide',
          render: (_, { deputies }) =>
            deputies.length === 0 ? (
              <span className="money-none">-</span>
            ) : (
              <ul className="roles">
                {deputies.map(({ membershipId, name, from, until }) => (
                  <li key={membershipId} className="numeric">
                    <b>{name}</b> {t('people.held', { from, until })}
                  </li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}

export function MembershipFilters() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/people' });
  const navigate = useNavigate({ from: '/people' });
  return (
    <>
      <Select
        allowClear
        className="filters-choice"
        placeholder={t('people.role')}
        aria-label={t('people.role')}
        popupMatchSelectWidth={false}
        value={search.role}
        options={roles.map((value) => ({ value, label: t(`shell.roles.${value}`) }))}
        onChange={(role?: (typeof roles)[number]) => void navigate({ search: { ...search, role }, replace: true })}
      />
      <Select
        className="filters-choice"
        aria-label={t('people.state')}
        value={search.state ?? 'held'}
        options={states.map((value) => ({ value, label: t(`people.membershipStates.${value}`) }))}
        onChange={(state) =>
          void navigate({ search: { ...search, state: state === 'held' ? undefined : state }, replace: true })
        }
      />
    </>
  );
}
