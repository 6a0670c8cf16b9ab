import { TableOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../../../shared/api/attempt.js';
import { sendTo } from '../../../shared/api/client.js';
import type { Roster } from '../../../shared/api/contract.js';
import { rosterQuery } from '../../../shared/api/queries.js';
import type { Reader } from '../../../locales/pasted-table.js';
import { ProblemAlert } from '../../../shared/ui/problem-view.js';
import { PasteDialog } from '../application/paste-dialog.js';
import { RosterLink } from './roster-link.js';

const readers: readonly Reader[] = [
  { kind: 'text', name: 'name' },
  { kind: 'text', name: 'identity' },
  { kind: 'text', name: 'account' },
  { kind: 'fen', name: 'amount' },
];

interface RosterInputProps {
  id?: string;
  value?: number;
  onChange?: (value: number | undefined) => void;
}

/** The roster of a claim's line (一卡通花名册): pasted from a table, checked by the server row by row, then named by its number. */
export function RosterInput({ id, value, onChange }: RosterInputProps) {
  const { t } = useTranslation();
  const { id: project } = useParams({ from: '/signed-in/projects/$id' });
  const [pasting, setPasting] = useState(false);
  const form = Form.useFormInstance<{ lines?: { roster?: number; amount?: string }[] }>();
  const queries = useQueryClient();
  const attempt = useAttempt();
  const bring = useMutation({
    mutationFn: (rows: Record<string, unknown>[]) =>
      attempt({ rows }, (key) => sendTo('POST', `/api/projects/${project}/rosters`, { rows }, key) as Promise<Roster>),
    onSuccess: (roster) => {
      queries.setQueryData(rosterQuery(project, roster.id).queryKey, roster);
      onChange?.(roster.id);
      // The line is for what the roster comes to: nobody types it again.
      const line = (form.getFieldValue('lines') as { roster?: number }[]).findIndex((one) => one?.roster === roster.id);
      if (line >= 0) form.setFieldValue(['lines', line, 'amount'], roster.total);
    },
  });
  const labels = readers.map(({ name }) => ({ name, label: t(`project.roster.${name as 'name'}`) }));
  return (
    <div id={id}>
      {value !== undefined && <RosterLink roster={value} />}{' '}
      <Button size="small" icon={<TableOutlined />} loading={bring.isPending} onClick={() => setPasting(true)}>
        {t(value === undefined ? 'project.roster.paste' : 'project.roster.pasteAgain')}
      </Button>{' '}
      {value !== undefined && (
        <Button size="small" type="text" onClick={() => onChange?.(undefined)}>
          {t('shell.remove')}
        </Button>
      )}
      <ProblemAlert error={bring.error} />
      {pasting && (
        <PasteDialog
          title={t('project.roster.title')}
          readers={readers}
          labels={labels}
          close={() => setPasting(false)}
          add={(rows) => {
            setPasting(false);
            bring.mutate(rows);
          }}
        />
      )}
    </div>
  );
}
