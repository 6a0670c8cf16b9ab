import { expect as patient } from '@playwright/test';

/** Waits for what is expected of a page; longer than by default, for machines that do something else as well. */
export const expect = patient.configure({ timeout: 15_000 });
