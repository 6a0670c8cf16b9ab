import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button, Form, Input, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ManagedOrganisation } from '../../shared/api/contract.js';
import { regionsQuery } from '../../shared/api/queries.js';
import { DateInput } from '../../shared/ui/date-input.js';
import { ProblemPage } from '../../shared/ui/problem-view.js';
import { EntryModal } from './entry-modal.js';
import { managedOrganisationsQuery } from './people-queries.js';

const levels = ['city', 'county', 'town'] as const;

/** The organisations of each region, by their level. */
export function Organisations({ region }: { region: string | null }) {
  const { t } = useTranslation();
  const { data: regions } = useQuery(regionsQuery);
  const { data: organisations, error, refetch } = useQuery(managedOrganisationsQuery(region));
  const [changed, setChanged] = useState<ManagedOrganisation | null>(null);
  if (error) return <ProblemPage error={error} retry={() => void refetch()} />;
  if (!regions || !organisations) return <Skeleton active className="organisations" paragraph={{ rows: 8 }} />;
  const shown = regions.items.filter(({ id }) => region === null || id === region);
  return (
    <div className="organisations">
      {shown.map(({ id, name }, index) => {
        const own = organisations.filter(({ regionId }) => regionId === id);
        return (
          <details key={id} open={index === 0}>
            <summary>
              <b>{name}</b> <span className="count">{own.length}</span>
            </summary>
            {levels.map((level) => {
              const ofLevel = own.filter((one) => one.level === level);
              return (
                ofLevel.length > 0 && (
                  <section key={level}>
                    <h3>{t(`people.levels.${level}`)}</h3>
                    <ul>
                      {ofLevel.map((one) => (
                        <OrganisationItem key={one.id} organisation={one} change={() => setChanged(one)} />
                      ))}
                    </ul>
                  </section>
                )
              );
            })}
            {own.length === 0 && <p className="person-none">{t('people.noOrganisations')}</p>}
          </details>
        );
      })}
      {changed && <OrganisationEntry region={region} organisation={changed} close={() => setChanged(null)} />}
    </div>
  );
}

function OrganisationItem({ organisation, change }: { organisation: ManagedOrganisation; change: () => void }) {
  const { t } = useTranslation();
  const { id, name, endedOn } = organisation;
  return (
    <li>
      <span>
        {name} {endedOn && <span className="tag tag-neutral">{t('people.organisationEnded', { day: endedOn })}</span>}
      </span>
      <span className="person-actions">
        <Link to="/people" search={{ organisation: Number(id) }} aria-label={t('people.peopleOf', { name })}>
          {t('people.people')}
        </Link>
        <Button type="link" size="small" aria-label={t('people.editOf', { name })} onClick={change}>
          {t('people.edit')}
        </Button>
      </span>
    </li>
  );
}

interface OrganisationEntryProps {
  region: string | null;
  /** The one to change; without it a new one is added. */
  organisation?: ManagedOrganisation;
  close: () => void;
}

interface OrganisationValues {
  name: string;
  regionId?: string;
  level?: string;
  endedOn?: string;
}

export function OrganisationEntry({ region, organisation, close }: OrganisationEntryProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const required = (label: string) => ({ required: true, message: t('shell.form.required', { label }) });
  return (
    <EntryModal<OrganisationValues>
      title={t(organisation ? 'people.editOrganisation' : 'people.newOrganisation')}
      submit={t(organisation ? 'people.save' : 'people.add')}
      method={organisation ? 'PUT' : 'POST'}
      href={organisation ? `/api/organisations/${organisation.id}` : '/api/organisations'}
      initial={
        organisation
          ? { name: organisation.name, endedOn: organisation.endedOn ?? undefined }
          : { regionId: region ?? undefined, level: region ? 'town' : undefined }
      }
      bodyOf={(values) => (organisation ? { ...values, version: organisation.version } : values)}
      close={close}
      done={() => void message.success(t('people.saved'))}
    >
      <Form.Item name="name" label={t('people.organisationName')} rules={[required(t('people.organisationName'))]}>
        <Input maxLength={100} />
      </Form.Item>
      {organisation ? (
        <Form.Item name="endedOn" label={t('people.organisationEndedOn')} extra={t('people.organisationEndedHint')}>
          <DateInput />
        </Form.Item>
      ) : (
        <PlaceFields region={region} />
      )}
    </EntryModal>
  );
}

/** Where it is: the level follows from the region, but for a county's own offices and its towns. */
function PlaceFields({ region }: { region: string | null }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const { data: regions } = useQuery(regionsQuery);
  const chosen = Form.useWatch('regionId', form) as string | undefined;
  const ofCity = regions?.items.find(({ id }) => id === chosen)?.level === 'city';
  const required = (label: string) => ({ required: true, message: t('shell.form.required', { label }) });
  return (
    <>
      <Form.Item name="regionId" label={t('people.region')} rules={[required(t('people.region'))]}>
        <Select
          disabled={region !== null}
          options={regions?.items.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={() => form.setFieldValue('level', undefined)}
        />
      </Form.Item>
      <Form.Item name="level" label={t('people.level')} rules={[required(t('people.level'))]}>
        <Select
          disabled={!chosen}
          options={levels
            .filter((level) => (level === 'city') === ofCity)
            .map((level) => ({ value: level, label: t(`people.levels.${level}`) }))}
        />
      </Form.Item>
    </>
  );
}
