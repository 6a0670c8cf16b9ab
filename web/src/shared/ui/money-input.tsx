import { Button, Input, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isFen, isUnreadable, unreadable } from '../money/entry.js';
import { parseMoney, plainMoney, type Fen, type MoneyUnit } from '../money/money.js';

interface MoneyInputProps {
  id?: string;
  value?: Fen | null;
  /** Gets fen, `undefined` when the field is empty, and the typed text as it is when it cannot be read (see `moneyRule`). */
  onChange?: (fen: Fen | undefined) => void;
  disabled?: boolean;
  'aria-label'?: string;
}

/** Money typed in 万元 or 元 and kept as fen. Switching the unit rewrites the text, never the amount. */
export function MoneyInput({ id, value, onChange, disabled, ...aria }: MoneyInputProps) {
  const { t } = useTranslation();
  const [unit, setUnit] = useState<MoneyUnit>('wan');
  const [text, setText] = useState(isFen(value) ? plainMoney(value, unit) : '');

  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    // A value from outside (loaded, reset) replaces the text; our own echo must not, or "12." would lose its point.
    setSeen(value);
    const echo = isUnreadable(value) || (parseMoney(text, unit) ?? '') === (value ?? '');
    if (!echo) setText(value ? plainMoney(value, unit) : '');
  }

  const type = (next: string) => {
    setText(next);
    onChange?.(next.trim() === '' ? undefined : (parseMoney(next, unit) ?? unreadable(next)));
  };
  const switchUnit = () => {
    const next = unit === 'wan' ? 'yuan' : 'wan';
    if (isFen(value)) setText(plainMoney(value, next));
    setUnit(next);
  };

  return (
    <Space.Compact block>
      <Input
        {...aria}
        id={id}
        className="money-input"
        inputMode="decimal"
        autoComplete="off"
        value={text}
        disabled={disabled}
        onChange={(event) => type(event.target.value)}
      />
      <Button onClick={switchUnit} disabled={disabled} title={t('shell.switchUnit')} className="money-unit">
        {t(unit === 'wan' ? 'shell.wan' : 'shell.yuan')}
      </Button>
    </Space.Compact>
  );
}

/** A form rule: refuses what `MoneyInput` could not read. */
export const moneyRule = (message: string) => ({
  validator: (_: unknown, value: unknown) =>
    isUnreadable(value) ? Promise.reject(new Error(message)) : Promise.resolve(),
});
