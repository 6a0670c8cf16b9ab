import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Input, Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../../../shared/api/attempt.js';
import { sendTo } from '../../../shared/api/client.js';
import { rosterQuery, sessionQuery } from '../../../shared/api/queries.js';
import { formatYuan } from '../../../shared/money/money.js';
import { ProblemAlert } from '../../../shared/ui/problem-view.js';
import { useReturnFocus } from '../../../shared/ui/return-focus.js';

/** A roster by how many it pays; its persons a click away, their numbers masked. */
export function RosterLink({ roster }: { roster: number }) {
  const { t } = useTranslation();
  const { id: project } = useParams({ from: '/signed-in/projects/$id' });
  const [open, setOpen] = useState(false);
  const { data } = useQuery(rosterQuery(project, roster));
  return (
    <>
      <Button size="small" type="link" onClick={() => setOpen(true)}>
        {data ? t('project.roster.people', { count: data.people }) : t('project.roster.title')}
      </Button>
      {open && <RosterDialog project={project} roster={roster} close={() => setOpen(false)} />}
    </>
  );
}

interface Numbers {
  identity: string;
  account: string;
}

function RosterDialog({ project, roster, close }: { project: string; roster: number; close: () => void }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(rosterQuery(project, roster));
  const { data: session } = useSuspenseQuery(sessionQuery);
  const [reason, setReason] = useState('');
  const [whole, setWhole] = useState<Record<number, Numbers>>({});
  const reveal = useMutation({
    mutationFn: async (no: number) => {
      const href = `/api/projects/${project}/rosters/${roster}/people/${no}/reveal`;
      return [no, (await sendTo('POST', href, { reason }, newKey())) as Numbers] as const;
    },
    onSuccess: ([no, numbers]) => setWhole({ ...whole, [no]: numbers }),
  });
  useReturnFocus();
  const pays = ['countyFinance', 'cityFinance'].includes(session.membership.role);
  return (
    <Modal open width={820} title={t('project.roster.title')} onCancel={close} footer={null}>
      <ProblemAlert error={error ?? reveal.error} />
      {pays && (
        <>
          <p className="unit-note">{t('project.roster.revealHint')}</p>
          <Input
            value={reason}
            maxLength={500}
            aria-label={t('project.roster.reason')}
            placeholder={t('project.roster.reason')}
            onChange={(event) => setReason(event.target.value)}
          />
        </>
      )}
      {!data ? (
        <Skeleton active />
      ) : (
        <div className="scroll-x">
          <table className="plain-table">
            <thead>
              <tr>
                <th>{t('project.roster.name')}</th>
                <th>{t('project.roster.identity')}</th>
                <th>{t('project.roster.account')}</th>
                <th className="right">{t('project.roster.amountYuan')}</th>
                <th>{t('project.roster.note')}</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.no}>
                  <td>{row.name}</td>
                  <td>{whole[row.no]?.identity ?? row.identity}</td>
                  <td>{whole[row.no]?.account ?? row.account}</td>
                  <td className="right">{formatYuan(row.amount)}</td>
                  <td>
                    {row.elsewhere > 0 && (
                      <span className="late">{t('project.roster.elsewhere', { count: row.elsewhere })} </span>
                    )}
                    {pays && !whole[row.no] && (
                      <Button
                        size="small"
                        disabled={reason.trim() === ''}
                        loading={reveal.isPending && reveal.variables === row.no}
                        onClick={() => reveal.mutate(row.no)}
                      >
                        {t('project.roster.reveal')}
                      </Button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <td colSpan={3}>{t('project.sum')}</td>
                <td className="right">{formatYuan(data.total)}</td>
                <td>{t('shell.yuan')}</td>
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </Modal>
  );
}
