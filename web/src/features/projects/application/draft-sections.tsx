import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Form, Input, InputNumber, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { matchSources, targetDirections, targetLevels } from '../../../shared/api/contract.js';
import { actionsQuery } from '../../../shared/api/queries.js';
import { fenSoFar } from '../../../shared/money/entry.js';
import { formatWan, subtractFen, sumFen } from '../../../shared/money/money.js';
import { DateInput } from '../../../shared/ui/date-input.js';
import { Money } from '../../../shared/ui/money.js';
import { Panel } from '../../../shared/ui/panel.js';
import { PapersInput } from '../../../shared/papers/papers-input.js';
import type { Section } from './draft-context.js';
import { directionWords, type Reader } from '../../../locales/pasted-table.js';
import type { Written } from './places.js';
import { Point, WrongAt } from './point.js';
import { AmountRows, RegionSelect, Rows } from './rows.js';

/** Everything of one part of the form; whoever is in it is shown to the others as writing there. */
export function SectionPanel({ name, enter }: { name: Section; enter: (section: Section) => void }) {
  const { t } = useTranslation();
  const Fields = fieldsOf[name];
  return (
    <div onFocusCapture={() => enter(name)}>
      <Panel
        title={t(`application.sections.${name}`)}
        id={`draft-${name}`}
        extra={name === 'money' ? <Balance /> : undefined}
      >
        <Fields />
      </Panel>
    </div>
  );
}

const fieldsOf: Record<Section, () => ReactElement> = {
  basics: Basics,
  money: Budget,
  plan: Timetable,
  benefit: Benefit,
  targets: Targets,
  papers: Papers,
};

function Papers() {
  const { id } = useParams({ from: '/signed-in/projects/$id/draft' });
  const { data: actions } = useQuery(actionsQuery(id));
  const submission = actions?.items.find(({ event }) => event === 'application.submit');
  // What was there when the page was opened may have been taken out since: the form itself says what it has.
  const asked = submission?.papers.map((one) => ({ ...one, there: false }));
  return (
    <>
      <Form.Item name="papers">
        <PapersInput asked={asked} />
      </Form.Item>
      <WrongAt path="papers" />
      <Point field="papers" />
    </>
  );
}

function Basics() {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="title" label={t('application.title')}>
        <Input maxLength={200} />
      </Form.Item>
      <WrongAt path="title" />
      <Point field="title" />
      {(['summary', 'need', 'feasibility'] as const).map((name) => (
        <div key={name}>
          <Form.Item name={name} label={t(`application.${name}`)}>
            <Input.TextArea rows={3} maxLength={20_000} placeholder={t(`application.${name}Hint`)} />
          </Form.Item>
          <WrongAt path={name} />
          <Point field={name} />
        </div>
      ))}
    </>
  );
}

/** What is asked and matched: what the costs and the stages must come to. */
function useWhole(): { asked: string; match: string; whole: string; costs: string } {
  const form = Form.useFormInstance<Written>();
  const all = Form.useWatch([], form) as Written | undefined;
  const asked = sumFen((all?.shares ?? []).map((row) => fenSoFar(row?.asked)));
  const match = sumFen((all?.match ?? []).map((row) => fenSoFar(row?.planned)));
  const costs = sumFen((all?.costs ?? []).map((row) => fenSoFar(row?.amount)));
  return { asked, match, whole: sumFen([asked, match]), costs };
}

function Budget() {
  const { t } = useTranslation();
  const { whole } = useWhole();
  const amount = { kind: 'fen', name: 'amount' } as const;
  return (
    <>
      <AmountRows
        name="shares"
        title={t('application.shares')}
        textName="regionId"
        amountName="asked"
        draft={{}}
        fixed
        control={<RegionSelect disabled />}
      />
      <WrongAt path="shares" />
      <Point field="shares" />
      <AmountRows
        name="match"
        title={t('application.match')}
        hint={t('application.matchHint')}
        textName="source"
        amountName="planned"
        draft={{}}
        control={
          <Select options={matchSources.map((value) => ({ value, label: t(`application.sources.${value}`) }))} />
        }
      />
      <WrongAt path="match" />
      <Point field="match" />
      <AmountRows
        name="costs"
        title={t('application.costs')}
        textName="item"
        textLabel={t('application.costItem')}
        amountName="amount"
        draft={{}}
        whole={whole}
        readers={[{ kind: 'text', name: 'item' }, amount]}
      />
      <WrongAt path="costs" />
      <Point field="costs" />
      <AmountRows
        name="stages"
        title={t('application.stages')}
        textName="name"
        textLabel={t('application.stageName')}
        amountName="amount"
        draft={{}}
        whole={whole}
        readers={[{ kind: 'text', name: 'name' }, amount]}
      />
      <WrongAt path="stages" />
      <Point field="stages" />
    </>
  );
}

const stepReaders: readonly Reader[] = [
  { kind: 'text', name: 'step' },
  { kind: 'day', name: 'from', end: false },
  { kind: 'day', name: 'until', end: true },
];

function Timetable() {
  const { t } = useTranslation();
  return (
    <>
      <Rows
        name="timetable"
        title={t('application.timetable')}
        draft={{}}
        readers={stepReaders}
        columns={[
          { name: 'step', label: t('application.step'), control: <Input maxLength={200} />, grow: 2 },
          { name: 'from', label: t('application.from'), control: <DateInput /> },
          { name: 'until', label: t('application.until'), control: <DateInput /> },
        ]}
      />
      <WrongAt path="timetable" />
      <Point field="timetable" />
    </>
  );
}

function Benefit() {
  const { t } = useTranslation();
  return (
    <>
      <div className="form-columns">
        {(['villages', 'households', 'persons'] as const).map((key) => (
          <Form.Item key={key} name={['beneficiaries', key]} label={t(`application.benefit.${key}`)}>
            <InputNumber className="full" min={0} max={100_000_000} precision={0} />
          </Form.Item>
        ))}
      </div>
      <WrongAt path="beneficiaries" />
      <Point field="beneficiaries" />
      <Form.Item name={['returns', 'expected']} label={t('application.returnsExpected')}>
        <Input.TextArea rows={2} maxLength={20_000} />
      </Form.Item>
      <WrongAt path="returns.expected" />
      <Form.Item
        name={['returns', 'sharing']}
        label={t('application.returnsSharing')}
        extra={t('application.returnsSharingHint')}
      >
        <Input.TextArea rows={2} maxLength={20_000} />
      </Form.Item>
      <WrongAt path="returns.sharing" />
      <Point field="returns" />
    </>
  );
}

function Targets() {
  const { t } = useTranslation();
  const levels = Object.entries(targetLevels) as [keyof typeof targetLevels, readonly string[]][];
  const choices = levels.map(([level, aspects]) => ({
    label: t(`application.levels.${level}`),
    options: aspects.map((value) => ({ value, label: t(`application.aspects.${value as 'quantity'}`) })),
  }));
  const directions = targetDirections.map((value) => ({ value, label: t(`application.directions.${value}`) }));
  const readers: readonly Reader[] = [
    { kind: 'choice', name: 'aspect', choices: choices.flatMap(({ options }) => options) },
    { kind: 'text', name: 'name' },
    {
      kind: 'choice',
      name: 'direction',
      choices: directions.map((choice) => ({ ...choice, also: directionWords[choice.value] })),
    },
    { kind: 'text', name: 'target' },
    { kind: 'text', name: 'unit' },
  ];
  return (
    <>
      <Rows
        name="targets"
        title={t('application.targets')}
        hint={t('application.targetsHint')}
        draft={{ direction: 'atLeast' }}
        readers={readers}
        columns={[
          {
            name: 'aspect',
            label: t('application.aspect'),
            control: <Select options={choices} listHeight={420} />,
            grow: 2,
          },
          { name: 'name', label: t('application.targetName'), control: <Input maxLength={200} />, grow: 3 },
          { name: 'direction', label: t('application.direction'), control: <Select options={directions} /> },
          { name: 'target', label: t('application.target'), control: <Input maxLength={200} /> },
          { name: 'unit', label: t('application.unit'), control: <Input maxLength={50} /> },
        ]}
      />
      <WrongAt path="targets" />
      <Point field="targets" />
    </>
  );
}

/** Says while typing whether the costs are covered by what is asked and what others bring. */
function Balance() {
  const { t } = useTranslation();
  const { asked, match, whole, costs } = useWhole();
  const level = subtractFen(costs, whole) === '0';
  return (
    <span className={level ? 'balance balance-level' : 'balance'}>
      {t('application.asked')} {formatWan(asked)} + {t('application.match')} {formatWan(match)} {level ? '=' : '≠'}{' '}
      {t('application.costs')} <Money fen={costs} unit />
    </span>
  );
}
