/** Light and dense. Every text colour keeps 4.5 : 1 against what it stands on (WCAG 2.2 AA). */
import type { ThemeConfig } from 'antd';

export const palette = {
  primary: '#00695f',
  ink: '#1c2726',
  muted: '#566463',
  line: '#d9e0df',
  ground: '#f3f6f6',
  danger: '#b42318',
  warning: '#8a4b00',
  success: '#1d6b3a',
  info: '#175cd3',
} as const;

export const portalTheme: ThemeConfig = {
  token: {
    colorPrimary: palette.primary,
    colorInfo: palette.info,
    colorLink: palette.primary,
    colorLinkHover: '#004d45',
    colorError: palette.danger,
    colorWarning: palette.warning,
    colorSuccess: palette.success,
    colorTextBase: palette.ink,
    colorTextSecondary: palette.muted,
    colorTextTertiary: '#5f6d6c',
    colorTextQuaternary: '#6a7776',
    colorTextPlaceholder: '#66737a',
    colorTextDescription: palette.muted,
    colorTextDisabled: '#6a7776',
    colorBorder: '#8b9897',
    colorBorderSecondary: palette.line,
    colorBgLayout: palette.ground,
    borderRadius: 4,
    fontSize: 14,
    controlHeight: 32,
    fontFamily:
      'system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Hiragino Sans GB", ' +
      '"Microsoft YaHei", "Noto Sans SC", "WenQuanYi Micro Hei", sans-serif',
    wireframe: false,
    motionDurationMid: '0.1s',
    motionDurationSlow: '0.15s',
  },
  components: {
    Table: { cellPaddingBlockSM: 6, cellPaddingInlineSM: 8, headerBg: '#eef3f2' },
    Form: { itemMarginBottom: 14, verticalLabelPadding: '0 0 4px' },
    Descriptions: { itemPaddingBottom: 6 },
    Tabs: { horizontalMargin: '0 0 8px 0' },
  },
};

/** The same for people who want nothing to move. */
export const stillTheme: ThemeConfig = {
  ...portalTheme,
  token: { ...portalTheme.token, motion: false },
};
