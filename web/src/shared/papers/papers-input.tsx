import {
  CheckCircleFilled,
  CloseOutlined,
  ExclamationCircleOutlined,
  InboxOutlined,
  PaperClipOutlined,
  PauseOutlined,
  RedoOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { App, Button, Progress, Select, Upload } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AskedPaper } from '../api/contract.js';
import { openApiQuery } from '../api/queries.js';
import { wordFor } from '../i18n/i18n.js';
import { type Arriving, type NamedPaper, useUploads } from './uploads.js';
import './papers.css';

export const classLabel = (paperClass: string): string => wordFor(`papers.classes.${paperClass}`, paperClass);

/** The classes that are asked for, and neither came before nor are among these papers. */
export const stillMissing = (asked: readonly AskedPaper[], named: readonly NamedPaper[] = []): string[] =>
  asked.filter((one) => !one.there && !named.some((paper) => paper.class === one.class)).map((one) => one.class);

/** The classes of papers, and the endings of files that are taken, as the server knows them. */
function useTaken(): { classes: readonly string[]; endings: readonly string[] } {
  const { data } = useQuery(openApiQuery);
  const properties = data?.components?.schemas?.PaperNamed?.properties;
  return {
    classes: (properties?.class?.enum ?? []).map(String),
    endings: properties?.name?.['x-endings'] ?? [],
  };
}

interface PapersInputProps {
  id?: string;
  value?: readonly NamedPaper[];
  onChange?: (papers: NamedPaper[]) => void;
  /** The classes without which the form is refused. */
  asked?: readonly AskedPaper[];
  /** One paper of this class and no other; another takes its place. */
  only?: string;
  disabled?: boolean;
}

/**
 * Uploads papers, and holds those that have arrived as the value of a form. Says which classes are asked for, and offers
 * the first that is missing until another is chosen.
 */
export function PapersInput({ id, value = [], onChange, asked = [], only, disabled }: PapersInputProps) {
  const { t } = useTranslation();
  const { classes, endings } = useTaken();
  const missing = stillMissing(asked, value);
  const [picked, setPicked] = useState<string | null>(null);
  const chosen = only ?? picked ?? missing[0] ?? 'other';
  // Two may arrive before the form is drawn anew: neither may be lost.
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  const uploads = useUploads((paper) => {
    if (latest.current.some((one) => one.hash === paper.hash && one.class === paper.class)) return;
    const all = only ? [paper] : [...latest.current, paper];
    latest.current = all;
    onChange?.(all);
    // What was picked by hand has come; the next one missing is offered again.
    setPicked(null);
  });
  useLeaveGuard(uploads.list.some(({ state }) => state !== 'failed'));
  return (
    <div className="papers-input" id={id}>
      {asked.length > 0 && <Asked asked={asked} missing={missing} />}
      <div className="papers-class" hidden={only !== undefined}>
        <span>{t('papers.class')}</span>
        <Select
          value={chosen}
          onChange={setPicked}
          disabled={disabled}
          aria-label={t('papers.class')}
          options={classes.map((one) => ({ value: one, label: classLabel(one) }))}
        />
      </div>
      <Upload.Dragger
        multiple={only === undefined}
        accept={endings.map((ending) => `.${ending}`).join(',')}
        showUploadList={false}
        disabled={disabled}
        beforeUpload={(file) => {
          uploads.add(file, chosen);
          return Upload.LIST_IGNORE;
        }}
      >
        <p className="papers-drop">
          <InboxOutlined aria-hidden /> {t('papers.drop', { class: classLabel(chosen) })}
        </p>
        <p className="papers-hint">{t('papers.hint')}</p>
      </Upload.Dragger>
      <ul className="papers-chosen">
        {value.map((paper) => (
          <li key={`${paper.class}/${paper.hash}`}>
            <PaperClipOutlined aria-hidden />
            <b>{classLabel(paper.class)}</b>
            <span className="paper-name">{paper.name}</span>
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              disabled={disabled}
              aria-label={t('papers.leaveOut', { name: paper.name })}
              onClick={() => onChange?.(value.filter((one) => one !== paper))}
            />
          </li>
        ))}
        {uploads.list.map((one) => (
          <ArrivingItem key={one.key} one={one} {...uploads} />
        ))}
      </ul>
    </div>
  );
}

/** Whoever leaves the page while a paper is on its way is asked first. */
function useLeaveGuard(sending: boolean): void {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  useBlocker({
    disabled: !sending,
    enableBeforeUnload: sending,
    shouldBlockFn: async () => {
      const leaves = await modal.confirm({
        title: t('papers.leaveTitle'),
        content: t('papers.leaveHint'),
        okText: t('papers.leave'),
        cancelText: t('papers.stay'),
      });
      return !leaves;
    },
  });
}

/** What the form must come with, and what of it is still missing. */
function Asked({ asked, missing }: { asked: readonly AskedPaper[]; missing: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <ul className="papers-asked" aria-label={t('papers.asked')}>
      {asked.map((one) => {
        const isMissing = missing.includes(one.class);
        return (
          <li key={one.class} className={isMissing ? 'asked-missing' : 'asked-there'}>
            {isMissing ? <ExclamationCircleOutlined aria-hidden /> : <CheckCircleFilled aria-hidden />}
            <b>{classLabel(one.class)}</b>
            <span>{t(isMissing ? 'papers.askedMissing' : one.there ? 'papers.askedBefore' : 'papers.askedThere')}</span>
          </li>
        );
      })}
    </ul>
  );
}

type ItemProps = { one: Arriving } & Pick<ReturnType<typeof useUploads>, 'pause' | 'goOn' | 'remove'>;

function ArrivingItem({ one, pause, goOn, remove }: ItemProps) {
  const { t } = useTranslation();
  const failed = one.state === 'failed';
  return (
    <li className={failed ? 'paper-failed' : undefined}>
      <PaperClipOutlined aria-hidden />
      <b>{classLabel(one.class)}</b>
      <span className="paper-name">{one.name}</span>
      {one.state === 'sending' ? (
        <Button
          type="text"
          size="small"
          icon={<PauseOutlined />}
          aria-label={t('papers.pause', { name: one.name })}
          onClick={() => pause(one.key)}
        />
      ) : (
        <Button
          type="text"
          size="small"
          icon={<RedoOutlined />}
          aria-label={t('papers.goOn', { name: one.name })}
          onClick={() => goOn(one.key)}
        />
      )}
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t('papers.giveUp', { name: one.name })}
        onClick={() => remove(one.key)}
      />
      {failed ? (
        <p role="alert">{one.reason ?? t('papers.lost')}</p>
      ) : (
        <Progress
          percent={one.percent}
          size="small"
          status={one.state === 'paused' ? 'normal' : 'active'}
          aria-label={one.name}
        />
      )}
    </li>
  );
}
