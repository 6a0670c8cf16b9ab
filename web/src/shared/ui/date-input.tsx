import { DatePicker } from 'antd';
import dayjs from 'dayjs';

interface DateInputProps {
  id?: string;
  value?: string | null;
  onChange?: (date: string | undefined) => void;
  placeholder?: string;
  'aria-label'?: string;
}

/** A day as `YYYY-MM-DD`, so that no form ever holds a time or a time zone. */
export function DateInput({ value, onChange, ...rest }: DateInputProps) {
  return (
    <DatePicker
      {...rest}
      className="full"
      value={value ? dayjs(value) : null}
      // Enter picks the day; it must not send the form as well.
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.preventDefault();
      }}
      onChange={(date) => onChange?.(date ? date.format('YYYY-MM-DD') : undefined)}
    />
  );
}
