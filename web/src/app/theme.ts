import type { ThemeConfig } from 'antd';

/**
 * Every colour of the product, and the only place that may name one. Blue is brand and progress; the other hues only
 * ever say a state, and always beside a word or a sign. The pairs used for text pass WCAG AA on white and on `layout`.
 */
const palette = {
  primary: '#1551a6',
  primaryDeep: '#0b2f66',
  header: '#0f3f85',
  onHeader: '#ffffff',
  onHeaderMuted: '#cfdef3',
  headerLine: '#3a66a5',
  layout: '#f2f5fa',
  surface: '#ffffff',
  surfaceSoft: '#f7f9fc',
  text: '#14233a',
  textSecondary: '#41536b',
  textTertiary: '#5b6b80',
  placeholder: '#5f6e83',
  border: '#c9d3e0',
  borderSoft: '#e3e9f2',
  primaryBg: '#e8f0fb',
  primaryHover: '#d6e4f8',
  primaryBorder: '#9fc0ec',
  barApproved: '#e3e9f2',
  barReleased: '#a9c8f2',
  barClaimed: '#4b86d6',
  barPaid: '#0f3f85',
  gold: '#e0a526',
  success: '#18794e',
  successBg: '#e6f4ec',
  warning: '#b45309',
  warningBg: '#fdf3e3',
  error: '#c02626',
  errorBg: '#fdeeee',
  neutralBg: '#edf1f6',
} as const;

const fonts = [
  'PingFang SC',
  'HarmonyOS Sans SC',
  'MiSans',
  'Microsoft YaHei UI',
  'Microsoft YaHei',
  'Noto Sans SC',
  'Source Han Sans SC',
  'system-ui',
  'sans-serif',
];

const fontFamily = fonts.map((name) => (name.includes(' ') ? `"${name}"` : name)).join(', ');

/** Writes the palette as `--sl-*` custom properties; through the CSSOM, which `style-src-attr 'none'` allows. */
export function applyPalette(root: HTMLElement): void {
  for (const [name, colour] of Object.entries(palette)) {
    root.style.setProperty(`--sl-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, colour);
  }
  root.style.setProperty('--sl-font', fontFamily);
}

/** Whoever asked the system for less motion gets none. Not by CSS: antd measures its popups while they would be moving. */
const motion = !window.matchMedia('(prefers-reduced-motion: reduce)').matches;

export const sluiceTheme: ThemeConfig = {
  token: {
    motion,
    colorPrimary: palette.primary,
    colorLink: palette.primary,
    colorInfo: palette.primary,
    colorSuccess: palette.success,
    colorWarning: palette.warning,
    colorError: palette.error,
    colorText: palette.text,
    colorTextSecondary: palette.textSecondary,
    colorTextTertiary: palette.textTertiary,
    colorTextDescription: palette.textTertiary,
    colorTextPlaceholder: palette.placeholder,
    colorTextDisabled: palette.textTertiary,
    colorBorder: palette.border,
    colorBorderSecondary: palette.borderSoft,
    colorBgLayout: palette.layout,
    // antd derives a grey from a dark blue: the tints are set by hand.
    colorPrimaryBg: palette.primaryBg,
    colorPrimaryBgHover: palette.primaryHover,
    colorPrimaryBorder: palette.primaryBorder,
    controlItemBgActive: palette.primaryBg,
    colorInfoBg: palette.primaryBg,
    colorInfoBorder: palette.primaryBorder,
    colorSuccessBg: palette.successBg,
    colorWarningBg: palette.warningBg,
    colorErrorBg: palette.errorBg,
    borderRadius: 4,
    borderRadiusLG: 6,
    controlHeight: 32,
    controlHeightSM: 26,
    fontSize: 14,
    fontFamily,
    fontWeightStrong: 600,
  },
  components: {
    Table: {
      headerBg: palette.surfaceSoft,
      headerColor: palette.textSecondary,
      headerSplitColor: palette.surfaceSoft,
      rowHoverBg: palette.surfaceSoft,
      cellPaddingBlockSM: 8,
      cellPaddingInlineSM: 12,
      cellFontSizeSM: 14,
    },
    Menu: {
      itemHeight: 38,
      itemColor: palette.textSecondary,
      itemSelectedBg: palette.primaryBg,
      itemSelectedColor: palette.primary,
      itemBorderRadius: 6,
      iconSize: 16,
    },
    Descriptions: { labelBg: palette.surfaceSoft, labelColor: palette.textTertiary },
    Form: { labelColor: palette.textSecondary, itemMarginBottom: 18 },
  },
};
