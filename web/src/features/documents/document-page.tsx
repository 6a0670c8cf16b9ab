import { CheckOutlined, DownloadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Alert, App, Button, Input, Modal, Skeleton, Table } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAttempt } from '../../shared/api/attempt.js';
import { api, dataOf } from '../../shared/api/client.js';
import type { DocumentDetail } from '../../shared/api/contract.js';
import { documentQuery, sessionQuery } from '../../shared/api/queries.js';
import { subtractFen } from '../../shared/money/money.js';
import { isProblem } from '../../shared/api/problem.js';
import { Money } from '../../shared/ui/money.js';
import { PageHead } from '../../shared/ui/page-head.js';
import { Panel } from '../../shared/ui/panel.js';
import { ProblemAlert, ProblemPage } from '../../shared/ui/problem-view.js';
import { StateTag } from '../../shared/ui/state-tag.js';
import { kindsFor } from './document-rights.js';
import './documents.css';

export function DocumentPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/signed-in/documents/$id' });
  const { data: document, error, refetch } = useQuery(documentQuery(id));
  if (error && !document) return <ProblemPage error={error} retry={() => void refetch()} />;
  if (!document) {
    return (
      <Panel>
        <Skeleton active paragraph={{ rows: 10 }} />
      </Panel>
    );
  }
  const { issuer, number, issuedOn, kindLabel, total, recordedBy, confirmedBy } = document;
  const facts: [string, ReactNode][] = [
    [t('documents.kind'), kindLabel],
    [t('documents.issuer'), issuer],
    [t('documents.number'), number],
    [t('documents.issuedOn'), issuedOn],
    [t('documents.total'), <Money key="total" fen={total} unit />],
    [t('documents.recordedBy'), recordedBy],
    [t('documents.confirmedBy'), confirmedBy ?? '-'],
    [t('documents.scan'), <Scan key="scan" document={document} />],
  ];
  return (
    <>
      <PageHead
        title={document.title}
        tag={<StateTag state={document.state} label={document.stateLabel} />}
        note={`${issuer} · ${number}`}
      />
      {document.state === 'recorded' && <Decide document={document} />}
      <Panel>
        <dl className="entries">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      {document.lines.length > 0 ? (
        <BudgetSchedule lines={document.lines} />
      ) : (
        <Panel
          flush
          title={
            <>
              {t('documents.schedule')} <small className="count">{document.items.length}</small>
            </>
          }
        >
          <Table
            size="small"
            pagination={false}
            rowKey={(row) => `${row.projectId}/${row.share}`}
            dataSource={document.items}
            columns={[
              {
                title: t('projects.columns.project'),
                key: 'project',
                render: (_, row) => (
                  <div className="project-cell">
                    <Link to="/projects/$id" params={{ id: String(row.projectId) }}>
                      {row.title}
                    </Link>
                    <small>{row.code}</small>
                  </div>
                ),
              },
              { title: t('documents.share'), dataIndex: 'regionName' },
              {
                title: `${t('documents.amount')} (${t('shell.wan')})`,
                key: 'amount',
                align: 'right',
                render: (_, row) => <Money fen={row.amount} />,
              },
            ]}
          />
        </Panel>
      )}
    </>
  );
}

/** What a document on the budget says of each line. */
function BudgetSchedule({ lines }: Pick<DocumentDetail, 'lines'>) {
  const { t } = useTranslation();
  return (
    <Panel
      flush
      title={
        <>
          {t('documents.schedule')} <small className="count">{lines.length}</small>
        </>
      }
      extra={<small className="unit-note">{t('project.unit')}</small>}
    >
      <Table
        size="small"
        pagination={false}
        rowKey="line"
        dataSource={lines}
        columns={[
          {
            title: t('funds.columns.line'),
            key: 'line',
            render: (_, row) => (
              <span>
                <span className="line-code">{row.line}</span> {row.name}
              </span>
            ),
          },
          {
            title: t('documents.before'),
            key: 'before',
            align: 'right',
            render: (_, row) => <Money fen={row.before} />,
          },
          { title: t('documents.after'), key: 'after', align: 'right', render: (_, row) => <Money fen={row.after} /> },
          {
            title: t('documents.difference'),
            key: 'difference',
            align: 'right',
            render: (_, row) => <Money fen={subtractFen(row.after, row.before)} />,
          },
          { title: t('budget.reason'), key: 'reason', className: 'wide', render: (_, row) => row.reason },
        ]}
      />
    </Panel>
  );
}

/** The signed original: whoever confirms compares with it. */
function Scan({ document }: { document: DocumentDetail }) {
  const { t } = useTranslation();
  const { id, scan } = document;
  if (!scan) return t('documents.noScan');
  return (
    <a href={`/api/documents/${id}/scan/content`} download={scan.name}>
      <DownloadOutlined aria-hidden /> {scan.name}
    </a>
  );
}

/** A recorded document decides nothing until a second person has confirmed it against the paper. */
function Decide({ document }: { document: DocumentDetail }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { data: session } = useSuspenseQuery(sessionQuery);
  const queries = useQueryClient();
  const attempt = useAttempt();
  const [voiding, setVoiding] = useState(false);
  const [reason, setReason] = useState('');
  const path = { id: document.id };
  const { version } = document;

  const decide = useMutation({
    mutationFn: (body: { version: number; reason?: string; overIncome?: boolean }) =>
      attempt(body, (key): Promise<unknown> => {
        const params = { path, header: { 'Idempotency-Key': key } };
        return body.reason === undefined
          ? dataOf(
              api.POST('/api/documents/{id}/confirmation', { params, body: { version, overIncome: body.overIncome } }),
            )
          : dataOf(api.POST('/api/documents/{id}/voidance', { params, body: { version, reason: body.reason } }));
      }),
    onSuccess: (_, { reason: voided }) => {
      message.success(t(voided === undefined ? 'documents.confirmed' : 'documents.voided'));
      setVoiding(false);
    },
    // Whatever came of it: a document decides on many projects, so everything on screen may be old now.
    onSettled: () => queries.invalidateQueries(),
  });
  if (!kindsFor(session.membership.role).some((kind) => kind === document.kind)) return null;
  const own = document.recordedById === session.person.id;

  return (
    <>
      <ProblemAlert error={decide.error} />
      {isProblem(decide.error) && decide.error.code === 'budget.over-income' && (
        <p>
          <Button danger loading={decide.isPending} onClick={() => decide.mutate({ version, overIncome: true })}>
            {t('documents.confirmOverIncome')}
          </Button>
        </p>
      )}
      <Alert
        type="info"
        showIcon
        className="problem-alert"
        title={t('documents.awaiting')}
        description={t('documents.awaitingHint', { by: document.recordedBy })}
        action={
          <div className="page-head-actions">
            {document.scan && (
              <Button
                href={`/api/documents/${document.id}/scan/content`}
                download={document.scan.name}
                icon={<DownloadOutlined />}
              >
                {t('documents.openScan')}
              </Button>
            )}
            <Button onClick={() => setVoiding(true)}>{t('documents.void')}</Button>
            <Button
              type="primary"
              disabled={own}
              icon={<CheckOutlined />}
              loading={decide.isPending && !voiding}
              onClick={() => decide.mutate({ version })}
            >
              {t('documents.confirm')}
            </Button>
          </div>
        }
      />
      <Modal
        open={voiding}
        title={t('documents.void')}
        okText={t('documents.void')}
        okButtonProps={{ danger: true, disabled: reason.trim() === '', loading: decide.isPending }}
        onOk={() => decide.mutate({ version, reason: reason.trim() })}
        onCancel={() => setVoiding(false)}
      >
        <Input.TextArea
          rows={3}
          maxLength={500}
          value={reason}
          placeholder={t('documents.voidReason')}
          aria-label={t('documents.voidReason')}
          onChange={(event) => setReason(event.target.value)}
        />
      </Modal>
    </>
  );
}
