import { useEffect, useState } from 'react';

/** For a dialog that leaves the page when it closes: the focus goes back to where it was when the dialog came. */
export function useReturnFocus(): void {
  const [from] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (from instanceof HTMLElement) from.focus();
    },
    [from],
  );
}
