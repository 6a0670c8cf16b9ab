import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

export interface HandedOut {
  password: string | null;
}

/** The only time that the password is seen. */
export function HandedOutPassword({ answer, close }: { answer: HandedOut; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      title={t('people.handedOut')}
      footer={
        <Button type="primary" onClick={close}>
          {t('people.written')}
        </Button>
      }
      onCancel={close}
      closable={false}
      mask={{ closable: false }}
    >
      {answer.password === null ? (
        <p>{t('people.handedOutLost')}</p>
      ) : (
        <>
          <output className="handed-out">{answer.password}</output>
          <p>{t('people.handedOutNote')}</p>
        </>
      )}
    </Modal>
  );
}
