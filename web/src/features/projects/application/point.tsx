import { RollbackOutlined } from '@ant-design/icons';
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { applicationField } from '../part-value.js';
import { useDrafting } from './draft-context.js';

/** A point of the return, at the field that it is about, with the box for its answer. */
export function Point({ field }: { field: string }) {
  const { t } = useTranslation();
  const { returned } = useDrafting();
  const point = returned?.fields.find((each) => each.field === field);
  if (!point) return null;
  return (
    <div className="point">
      <p>
        <RollbackOutlined aria-hidden /> <b>{t('application.point', { field: applicationField(field) })}</b>{' '}
        {point.reason}
      </p>
      <Form.Item
        name={['answers', field]}
        label={t('application.answerTo', { field: applicationField(field) })}
        className="point-answer"
      >
        <Input.TextArea rows={2} maxLength={2000} placeholder={t('application.answerHint')} />
      </Form.Item>
    </div>
  );
}

/** What is wrong at a place, below its field. */
export function WrongAt({ path }: { path: string }) {
  const { wrongAt } = useDrafting();
  const wrong = wrongAt(path);
  if (wrong.length === 0) return null;
  return (
    <ul className="wrong" role="alert">
      {wrong.map((each) => (
        <li key={`${each.code}${each.field}${each.message}`}>{each.message}</li>
      ))}
    </ul>
  );
}
