import { TranslationOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { speak } from '../../shared/i18n/i18n.js';

/** Offers the other language by its own name; the server's texts are fetched again in it. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const change = async () => {
    await speak(i18n.language === 'en' ? 'zh-CN' : 'en');
    await queries.invalidateQueries();
  };
  return (
    <Button type="text" className="language" icon={<TranslationOutlined />} onClick={() => void change()}>
      <span className="language-name" lang={t('shell.otherLanguageCode')}>
        {t('shell.otherLanguage')}
      </span>
    </Button>
  );
}
