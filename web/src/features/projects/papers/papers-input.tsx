import { CloseOutlined, InboxOutlined, PaperClipOutlined, PauseOutlined, RedoOutlined } from '@ant-design/icons';
import { Button, Progress, Select, Upload } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wordFor } from '../../../shared/i18n/i18n.js';
import { type Arriving, type NamedPaper, useUploads } from './uploads.js';
import './papers.css';

export const paperClasses = [
  'feasibility',
  'budget',
  'design',
  'contract',
  'acceptance',
  'invoice',
  'photo',
  'decision',
  'other',
] as const;
export const classLabel = (paperClass: string): string => wordFor(`papers.classes.${paperClass}`, paperClass);

const accepted = '.pdf,.jpg,.jpeg,.png,.webp,.heic,.heif,.docx,.xlsx,.ofd,.txt,.csv';

interface PapersInputProps {
  id?: string;
  value?: readonly NamedPaper[];
  onChange?: (papers: NamedPaper[]) => void;
  /** The class that is chosen at first. */
  first?: string;
  disabled?: boolean;
}

/** Uploads papers, and holds those that have arrived as the value of a form. */
export function PapersInput({ id, value = [], onChange, first = 'feasibility', disabled }: PapersInputProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(first);
  // Two may arrive before the form is drawn anew: neither may be lost.
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  const uploads = useUploads((paper) => {
    if (latest.current.some((one) => one.hash === paper.hash && one.class === paper.class)) return;
    const all = [...latest.current, paper];
    latest.current = all;
    onChange?.(all);
  });
  return (
    <div className="papers-input" id={id}>
      <div className="papers-class">
        <span>{t('papers.class')}</span>
        <Select
          value={chosen}
          onChange={setChosen}
          disabled={disabled}
          aria-label={t('papers.class')}
          options={paperClasses.map((one) => ({ value: one, label: classLabel(one) }))}
        />
      </div>
      <Upload.Dragger
        multiple
        accept={accepted}
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
