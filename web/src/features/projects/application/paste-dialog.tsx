import { Button, Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MoneyUnit, sumFen } from '../../../shared/money/money.js';
import { Money } from '../../../shared/ui/money.js';
import { useReturnFocus } from '../../../shared/ui/return-focus.js';
import { cellsOf, pastedRows, type Reader, unitIn } from '../../../locales/pasted-table.js';

interface PasteDialogProps {
  title: string;
  readers: readonly Reader[];
  labels: readonly { name: string; label: string }[];
  close: () => void;
  add: (rows: Record<string, unknown>[]) => void;
}

/** A table copied from Excel: shown as it was understood before it is taken over. */
export function PasteDialog({ title, readers, labels, close, add }: PasteDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<MoneyUnit | null>(null);
  const cells = cellsOf(text);
  const unit = chosen ?? unitIn(cells);
  const rows = pastedRows(cells, readers, unit);
  const money = readers.find(({ kind }) => kind === 'fen');
  const unread = rows.reduce((count, row) => count + row.unread.length, 0);
  useReturnFocus();
  const labelOf = (name: string) => labels.find((each) => each.name === name)?.label ?? name;
  return (
    <Modal
      open
      width={720}
      title={t('application.pasteInto', { list: title })}
      onCancel={close}
      footer={
        <>
          <Button onClick={close}>{t('shell.cancel')}</Button>
          <Button type="primary" disabled={rows.length === 0} onClick={() => add(rows.map(({ row }) => row))}>
            {t('application.takeRows', { count: rows.length })}
          </Button>
        </>
      }
    >
      <p className="unit-note">
        {t('application.pasteHint', { columns: readers.map(({ name }) => labelOf(name)).join(t('project.comma')) })}
      </p>
      <Input.TextArea
        rows={5}
        autoFocus
        value={text}
        aria-label={t('application.pasteHere')}
        placeholder={t('application.pasteHere')}
        onChange={(event) => setText(event.target.value)}
      />
      {money && (
        <div className="paste-unit">
          <span id="paste-unit">{t('application.pasteUnit')}</span>
          <Radio.Group
            aria-labelledby="paste-unit"
            value={unit}
            onChange={(event) => setChosen(event.target.value as MoneyUnit)}
            options={[
              { value: 'yuan', label: t('shell.yuan') },
              { value: 'wan', label: t('shell.wan') },
            ]}
          />
        </div>
      )}
      {rows.length > 0 && (
        <div className="scroll-x">
          <table className="plain-table">
            <thead>
              <tr>
                {readers.map(({ name, kind }) => (
                  <th key={name} className={kind === 'fen' ? 'right' : undefined}>
                    {labelOf(name)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ row, unread }, index) => (
                <tr key={index}>
                  {readers.map((reader) => (
                    <td key={reader.name} className={reader.kind === 'fen' ? 'right' : undefined}>
                      {unread.includes(reader.name) ? (
                        <span className="late">{t('application.unreadable')}</span>
                      ) : (
                        <Cell reader={reader} value={row[reader.name]} />
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {rows.length > 0 && (
        <div className="rows-foot">
          <span className="rows-gap">{unread > 0 && t('application.unreadHint', { count: unread })}</span>
          {money && (
            <span>
              {t('project.sum')}{' '}
              <Money fen={sumFen(rows.map(({ row }) => row[money.name] as string | undefined))} unit />
            </span>
          )}
        </div>
      )}
      {text.trim() !== '' && rows.length === 0 && <p className="unit-note">{t('application.nothingToPaste')}</p>}
    </Modal>
  );
}

function Cell({ reader, value }: { reader: Reader; value: unknown }) {
  if (value === undefined) return '-';
  if (reader.kind === 'fen') return <Money fen={value as string} unit />;
  if (reader.kind === 'choice') return reader.choices.find((choice) => choice.value === value)?.label;
  return value as string;
}
