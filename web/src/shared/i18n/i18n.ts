import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type zh from '../../locales/zh-CN/index.js';

export type Language = 'zh-CN' | 'en';
export const languages: readonly Language[] = ['zh-CN', 'en'];

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof zh };
  }
}

const remembered = 'sluice.language';
const words = {
  'zh-CN': () => import('../../locales/zh-CN/index.js'),
  en: () => import('../../locales/en/index.js'),
};

/** The language that the reader chose on this machine, else Chinese: the offices that use it work in Chinese. */
function preferred(): Language {
  return localStorage.getItem(remembered) === 'en' ? 'en' : 'zh-CN';
}

export const language = (): Language => (i18next.language === 'en' ? 'en' : 'zh-CN');

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: preferred(),
    interpolation: { escapeValue: false },
    resources: {},
  });
  await speak(preferred());
}

/** Switches the pages; what the server said must be fetched again by the caller. */
export async function speak(next: Language): Promise<void> {
  if (!i18next.hasResourceBundle(next, 'translation')) {
    const { default: bundle } = await words[next]();
    i18next.addResourceBundle(next, 'translation', bundle);
  }
  await i18next.changeLanguage(next);
  localStorage.setItem(remembered, next);
  document.documentElement.lang = next;
}

/** A word looked up by a name that only the server knows (a field, an option); the fallback where there is none. */
export function wordFor(key: string, fallback: string): string {
  return i18next.exists(key) ? (i18next.t as (key: string) => string)(key) : fallback;
}
