import { DownOutlined, LockOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../../shared/api/contract.js';
import { actionKey, actionLabel, firstAction, isHard, isPaperwork, otherActions } from './action-model.js';

interface ActionBarProps {
  actions: readonly Action[];
  open: (action: Action) => void;
}

/** One primary action, the rest in a menu; one that still lacks something is shown with a lock and opens its checklist. */
export function ActionBar({ actions: all, open }: ActionBarProps) {
  const { t } = useTranslation();
  const actions = all.filter(({ event }) => !isPaperwork(event));
  const first = firstAction(actions);
  const others = otherActions(actions, first);
  const words = (action: Action) => actionLabel(action, t('actions.part', { no: action.part?.no ?? 0 }));
  if (actions.length === 0) return <p className="no-action">{t('actions.none')}</p>;
  return (
    <div className="action-bar">
      {first && (
        <Button
          type={first.allowed ? 'primary' : 'default'}
          size="large"
          icon={first.allowed ? undefined : <LockOutlined />}
          onClick={() => open(first)}
        >
          {words(first)}
        </Button>
      )}
      {others.length > 0 && (
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: others.map((action) => ({
              key: actionKey(action),
              label: words(action),
              icon: action.allowed ? undefined : <LockOutlined aria-label={t('actions.locked')} />,
              danger: isHard(action.event) && action.allowed,
              className: action.allowed ? undefined : 'menu-locked',
            })),
            onClick: ({ key }) => {
              const chosen = others.find((action) => actionKey(action) === key);
              if (chosen) open(chosen);
            },
          }}
        >
          <Button size="large">
            {t(first ? 'actions.more' : 'actions.all')} <DownOutlined aria-hidden />
          </Button>
        </Dropdown>
      )}
    </div>
  );
}
