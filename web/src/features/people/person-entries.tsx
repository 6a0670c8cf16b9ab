import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select, Switch } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Id, Person, PersonMembership } from '../../shared/api/contract.js';
import { addDays, today } from '../../shared/dates/dates.js';
import { DateInput } from '../../shared/ui/date-input.js';
import { EntryModal } from './entry-modal.js';
import { offeredRoles } from './offered-roles.js';
import { managedOrganisationsQuery, peopleFoundQuery } from './people-queries.js';

interface EntryProps {
  region: string | null;
  close: () => void;
  done: (answer: unknown) => void;
}

const useRequired = () => {
  const { t } = useTranslation();
  return (label: string) => ({ required: true, message: t('shell.form.required', { label }) });
};

/** Where somebody acts, and as what: the roles follow from the organisation. */
function RoleFields({ region }: { region: string | null }) {
  const { t } = useTranslation();
  const required = useRequired();
  const form = Form.useFormInstance();
  const organisationId = Form.useWatch('organisationId', form) as Id | undefined;
  const { data: organisations } = useQuery(managedOrganisationsQuery(region));
  const open = organisations?.filter(({ endedOn }) => endedOn === null) ?? [];
  const chosen = open.find(({ id }) => id === organisationId);
  return (
    <>
      <Form.Item name="organisationId" label={t('people.organisation')} rules={[required(t('people.organisation'))]}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          options={open.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={() => form.setFieldValue('role', undefined)}
        />
      </Form.Item>
      <Form.Item name="role" label={t('people.role')} rules={[required(t('people.role'))]}>
        <Select
          disabled={!chosen}
          options={offeredRoles(chosen).map((role) => ({ value: role, label: t(`shell.roles.${role}`) }))}
        />
      </Form.Item>
      <Form.Item name="startedOn" label={t('people.startedOn')} rules={[required(t('people.startedOn'))]}>
        <DateInput />
      </Form.Item>
    </>
  );
}

export function NewPerson({ region, close, done }: EntryProps) {
  const { t } = useTranslation();
  const required = useRequired();
  return (
    <EntryModal
      title={t('people.newPerson')}
      submit={t('people.add')}
      method="POST"
      href="/api/people"
      initial={{ startedOn: today() }}
      close={close}
      done={done}
    >
      <Form.Item name="name" label={t('people.name')} rules={[required(t('people.name'))]}>
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="username"
        label={t('people.username')}
        extra={t('people.usernameRule')}
        rules={[required(t('people.username'))]}
      >
        <Input maxLength={50} autoComplete="off" />
      </Form.Item>
      <RoleFields region={region} />
    </EntryModal>
  );
}

interface PersonEntryProps extends EntryProps {
  person: Person;
}

export function PersonChange({ person, close, done }: PersonEntryProps) {
  const { t } = useTranslation();
  const required = useRequired();
  return (
    <EntryModal<{ name: string; active: boolean }>
      title={t('people.edit')}
      submit={t('people.save')}
      method="PUT"
      href={`/api/people/${person.id}`}
      initial={{ name: person.name, active: person.active }}
      bodyOf={(values) => ({ ...values, version: person.version })}
      close={close}
      done={done}
    >
      <Form.Item name="name" label={t('people.name')} rules={[required(t('people.name'))]}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name="active" label={t('people.active')} valuePropName="checked" extra={t('people.activeHint')}>
        <Switch />
      </Form.Item>
    </EntryModal>
  );
}

export function NewMembership({ region, person, close, done }: PersonEntryProps) {
  const { t } = useTranslation();
  return (
    <EntryModal
      title={t('people.newRole', { name: person.name })}
      submit={t('people.add')}
      method="POST"
      href="/api/memberships"
      initial={{ startedOn: today() }}
      bodyOf={(values) => ({ ...values, personId: person.id })}
      close={close}
      done={done}
    >
      <RoleFields region={region} />
    </EntryModal>
  );
}

interface MembershipEntryProps extends EntryProps {
  membership: PersonMembership;
}

export function MembershipEnd({ membership, close, done }: MembershipEntryProps) {
  const { t } = useTranslation();
  const required = useRequired();
  const { startedOn, version } = membership;
  return (
    <EntryModal<{ endedOn: string }>
      title={t('people.endRole')}
      submit={t('people.endRole')}
      danger
      method="PUT"
      href={`/api/memberships/${membership.id}`}
      initial={{ endedOn: today() }}
      bodyOf={(values) => ({ ...values, ...(startedOn ? { startedOn } : {}), version })}
      close={close}
      done={done}
    >
      <p className="modal-note">
        {membership.organisation.name} · {membership.roleLabel}
      </p>
      <Form.Item
        name="endedOn"
        label={t('people.endedOn')}
        extra={t('people.endedOnHint')}
        rules={[required(t('people.endedOn'))]}
      >
        <DateInput />
      </Form.Item>
    </EntryModal>
  );
}

interface Deputising {
  personId: Id;
  from: string;
  until: string;
  reason: string;
}

export function NewDeputy({ membership, person, close, done }: MembershipEntryProps & { person: Person }) {
  const { t } = useTranslation();
  const required = useRequired();
  const [typed, setTyped] = useState('');
  const { data: found } = useQuery(peopleFoundQuery(useDeferredValue(typed)));
  const others = found?.items.filter(({ id, active }) => id !== person.id && active) ?? [];
  return (
    <EntryModal<Deputising>
      title={t('people.newDeputy', { name: person.name })}
      submit={t('people.appoint')}
      method="POST"
      href={`/api/memberships/${membership.id}/deputies`}
      initial={{ from: today(), until: addDays(today(), 6) }}
      close={close}
      done={done}
    >
      <p className="modal-note">
        {membership.organisation.name} · {membership.roleLabel}
      </p>
      <Form.Item name="personId" label={t('people.deputy')} rules={[required(t('people.deputy'))]}>
        <Select
          showSearch={{ filterOption: false, onSearch: setTyped }}
          placeholder={t('people.search')}
          options={others.map(({ id, name, memberships }) => ({
            value: id,
            label: [name, memberships[0]?.organisation.name].filter(Boolean).join(' · '),
          }))}
        />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="from" label={t('people.from')} rules={[required(t('people.from'))]}>
          <DateInput />
        </Form.Item>
        <Form.Item name="until" label={t('people.until')} rules={[required(t('people.until'))]}>
          <DateInput />
        </Form.Item>
      </div>
      <Form.Item name="reason" label={t('people.reason')} rules={[required(t('people.reason'))]}>
        <Input maxLength={200} />
      </Form.Item>
      <p className="modal-note">{t('people.deputyNote')}</p>
    </EntryModal>
  );
}

export function PasswordReset({ person, close, done }: PersonEntryProps) {
  const { t } = useTranslation();
  return (
    <EntryModal
      title={t('people.reset')}
      submit={t('people.reset')}
      danger
      method="POST"
      href={`/api/people/${person.id}/password-reset`}
      bodyOf={() => ({ version: person.version })}
      close={close}
      done={done}
    >
      <p>{t('people.resetNote', { name: person.name })}</p>
    </EntryModal>
  );
}
