import { CheckCircleOutlined, CopyOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Modal, Radio, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SimilarProject, Start } from '../../../shared/api/contract.js';
import { similarQuery, startQuery } from '../../../shared/api/queries.js';
import { EmptyState } from '../../../shared/ui/empty-state.js';
import { Money } from '../../../shared/ui/money.js';
import { ProblemPage } from '../../../shared/ui/problem-view.js';
import { useReturnFocus } from '../../../shared/ui/return-focus.js';
import './start-from.css';

interface StartFromProps {
  /** What the new application is called, and where it belongs, as far as that is said by now. */
  wanted: { title?: string; line?: string };
  year: number;
  chosen: SimilarProject | null;
  choose: (project: SimilarProject | null) => void;
}

/** Whether the new application begins with an empty form or with what an earlier one says. */
export function StartFrom({ wanted, year, chosen, choose }: StartFromProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <div className={chosen ? 'start-from start-from-chosen' : 'start-from'}>
      <CopyOutlined aria-hidden />
      <div>
        <b>{chosen ? t('application.start.from', { title: chosen.title }) : t('application.start.title')}</b>
        <small>
          {chosen ? `${chosen.code} · ${chosen.year} · ${chosen.lineName} · ` : null}
          {t('application.start.hint')}
        </small>
      </div>
      <Button onClick={() => setOpen(true)}>
        {t(chosen ? 'application.start.another' : 'application.start.choose')}
      </Button>
      {chosen && (
        <Button type="text" onClick={() => choose(null)}>
          {t('application.start.none')}
        </Button>
      )}
      {open && (
        <StartDialog
          wanted={wanted}
          year={year}
          before={chosen}
          close={() => setOpen(false)}
          choose={(project) => {
            choose(project);
            setOpen(false);
          }}
        />
      )}
    </div>
  );
}

interface StartDialogProps extends Pick<StartFromProps, 'wanted' | 'year' | 'choose'> {
  before: SimilarProject | null;
  close: () => void;
}

/** The own projects that are most like it or of the last year, and what each would bring. */
function StartDialog({ wanted, year, before, choose, close }: StartDialogProps) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(wanted.title ?? '');
  const { data, error, refetch } = useQuery(
    similarQuery({ title: title.trim() || undefined, line: wanted.line, year }),
  );
  const [picked, setPicked] = useState<SimilarProject | null>(before);
  useReturnFocus();
  const shown = picked ?? data?.items[0] ?? null;
  return (
    <Modal
      open
      width={1040}
      title={t('application.start.title')}
      okText={t('application.start.take')}
      okButtonProps={{ disabled: !shown }}
      onOk={() => shown && choose(shown)}
      onCancel={close}
    >
      {error ? (
        <ProblemPage error={error} retry={() => void refetch()} />
      ) : (
        <div className="start-sides">
          <div>
            <Input.Search
              allowClear
              defaultValue={title}
              placeholder={t('application.start.search')}
              aria-label={t('application.start.search')}
              onSearch={(text) => {
                setTitle(text);
                setPicked(null);
              }}
            />
            {!data ? (
              <Skeleton active paragraph={{ rows: 6 }} />
            ) : data.items.length === 0 ? (
              <EmptyState title={t('application.start.noneFound')} hint={t('application.start.noneFoundHint')} />
            ) : (
              <Radio.Group
                className="start-projects"
                aria-label={t('application.start.projects')}
                value={String(shown?.id)}
                onChange={(event) => setPicked(data.items.find(({ id }) => String(id) === event.target.value) ?? null)}
              >
                {data.items.map((project) => (
                  <Radio key={project.id} value={String(project.id)}>
                    {project.title}
                    <small>
                      {project.year} · {project.lineName} · <Money fen={project.asked} unit /> · {project.stateLabel}
                    </small>
                  </Radio>
                ))}
              </Radio.Group>
            )}
          </div>
          {shown && <Taken project={shown} year={year} />}
        </div>
      )}
    </Modal>
  );
}

/** What of a project the new application begins with, and what it leaves to be written anew. */
function Taken({ project, year }: { project: SimilarProject; year: number }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(startQuery(project.id, year));
  if (error) return <ProblemPage error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 8 }} />;
  return (
    <section className="start-taken" aria-label={t('application.start.taken')}>
      <h3>
        <MinusCircleOutlined aria-hidden /> {t('application.start.left')}
      </h3>
      <ul className="start-left">
        <li>{t('application.start.amounts')}</li>
        <li>{t('application.start.counts')}</li>
        <li>{t('application.start.targetValues')}</li>
        <li>
          {data.papers > 0 ? t('application.start.papersOf', { count: data.papers }) : t('application.start.papers')}
        </li>
      </ul>
      <h3 className="start-brought">
        <CheckCircleOutlined aria-hidden /> {t('application.start.taken')}
      </h3>
      <dl>
        <Timetable start={data} year={year} />
        {takenFrom(data.content, t('project.comma')).map(([name, text]) => (
          <div key={name}>
            <dt>{t(`application.${name}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Timetable({ start, year }: { start: Start; year: number }) {
  const { t } = useTranslation();
  const steps = start.content.timetable ?? [];
  const years = year - start.year;
  if (steps.length === 0) return null;
  return (
    <div>
      <dt>
        {t('application.timetable')}{' '}
        {years !== 0 && <span className="tag tag-progress">{t('application.start.moved', { count: years })}</span>}
      </dt>
      {steps.map(({ id, step, from, until }) => (
        <dd key={id}>
          {step} <span className="numeric">{[from, until].filter(Boolean).join(' – ')}</span>
        </dd>
      ))}
    </div>
  );
}

/** The texts as they are, of rows their names. */
function takenFrom(content: Start['content'], comma: string) {
  const { summary, need, feasibility, returns, costs, stages, targets } = content;
  const names = (rows: readonly { name?: string; item?: string }[] | undefined) =>
    (rows ?? []).map(({ name, item }) => name ?? item).join(comma);
  const all = [
    ['summary', summary],
    ['need', need],
    ['feasibility', feasibility],
    ['returnsExpected', returns?.expected],
    ['returnsSharing', returns?.sharing],
    ['costs', names(costs)],
    ['stages', names(stages)],
    ['targets', names(targets)],
  ] as const;
  return all.filter(([, text]) => text);
}
