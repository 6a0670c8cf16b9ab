import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Clash, Places } from './places.js';
import { PlaceList, PlaceText, plainText, usePlaceLabel } from './place-view.js';

interface ClashesProps {
  clashes: readonly Clash[];
  settle: (clash: Clash, choice: 'mine' | 'theirs') => void;
}

/** Where two wrote the same place differently: both texts, and the writer decides. */
export function Clashes({ clashes, settle }: ClashesProps) {
  const { t } = useTranslation();
  const label = usePlaceLabel();
  if (clashes.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      className="problem-alert"
      title={t('application.clashes', { count: clashes.length })}
      description={
        <>
          <p>{t('application.clashesHint')}</p>
          {clashes.map((clash) => (
            <section key={clash.path} className="clash">
              <h3>{label(clash.path)}</h3>
              <div className="sides">
                <div>
                  <small>{t('application.mine')}</small>
                  <PlaceText value={clash.mine} />
                  <Button size="small" type="primary" onClick={() => settle(clash, 'mine')}>
                    {t('application.keepMine')}
                  </Button>
                </div>
                <div>
                  <small>{clash.by ? t('application.theirsBy', { name: clash.by }) : t('application.theirs')}</small>
                  <PlaceText value={clash.theirs} />
                  <Button size="small" onClick={() => settle(clash, 'theirs')}>
                    {t('application.takeTheirs')}
                  </Button>
                </div>
              </div>
            </section>
          ))}
        </>
      }
    />
  );
}

interface UnsavedProps {
  places: Places;
  title: string;
  hint: string;
  action?: React.ReactNode;
}

/** Texts that were typed and are not saved: to be read, copied, or put back. */
export function Unsaved({ places, title, hint, action }: UnsavedProps) {
  const { t } = useTranslation();
  const label = usePlaceLabel();
  const all = [...places].map(([path, value]) => `${label(path)}\n${plainText(value)}`).join('\n\n');
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      className="problem-alert"
      title={title}
      description={
        <>
          <p>{hint}</p>
          {places.size > 0 && <PlaceList places={places} />}
          <div className="unsaved-actions">
            {action}
            {places.size > 0 && (
              <Button size="small" onClick={() => void copy(all)}>
                {t('application.copyAll')}
              </Button>
            )}
          </div>
        </>
      }
    />
  );
}

/** `navigator.clipboard` does not exist on the plain-http addresses of an office network. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const box = document.createElement('textarea');
  box.value = text;
  document.body.append(box);
  box.select();
  document.execCommand('copy');
  box.remove();
}
