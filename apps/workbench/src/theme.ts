import type { ThemeConfig } from 'antd'

/** The workbench in antd's words: one teal, warm greys, corners of 6 px, rows of 40 px, no shadow but on what floats. */
export const theme: ThemeConfig = {
  cssVar: { key: 'zt' },
  token: {
    colorPrimary: '#0b5c74',
    colorLink: '#0b5c74',
    colorError: '#b3261e',
    colorWarning: '#855100',
    colorSuccess: '#1d6b41',
    colorInfo: '#0b5c74',
    colorText: '#211f1b',
    colorTextSecondary: '#47433c',
    colorTextTertiary: '#6d685f',
    colorTextDescription: '#6d685f',
    // antd's own placeholder grey is 2.3:1.
    colorTextPlaceholder: '#6d685f',
    colorTextDisabled: '#6d685f',
    colorBorder: '#c9c5bd',
    colorBorderSecondary: '#e0ddd7',
    colorSplit: '#eeece8',
    colorBgLayout: '#f6f5f2',
    borderRadius: 6,
    fontSize: 14,
    controlHeight: 32,
    motionDurationFast: '0.08s',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.14s',
    fontFamily:
      '"PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", system-ui, sans-serif',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
    Modal: { titleFontSize: 16 },
    Select: { optionSelectedBg: '#eef5f7' },
  },
}
