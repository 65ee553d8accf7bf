/** Language and theme for everything below, antd's own words included. */
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import type { ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { i18n, useLanguage } from './language';
import { useReducedMotion } from './reduced-motion';
import { Sign } from './sign';
import { useTexts } from './texts';
import { portalTheme, stillTheme } from './theme';
import { uiTexts } from './ui.texts';
import './portal.css';

export function PortalProvider({ children }: Readonly<{ children: ReactNode }>) {
  return (
    <I18nextProvider i18n={i18n}>
      <Localised>{children}</Localised>
    </I18nextProvider>
  );
}

const selectSigns = {
  suffixIcon: <Sign of="down" />,
  clearIcon: <Sign of="cross" />,
  removeIcon: <Sign of="cross" />,
  loadingIcon: <Sign of="wait" turning />,
  menuItemSelectedIcon: <Sign of="check" />,
};
const pickerSigns = { suffixIcon: <Sign of="calendar" />, clearIcon: <Sign of="cross" /> };

function Localised({ children }: Readonly<{ children: ReactNode }>) {
  const language = useLanguage();
  const t = useTexts(uiTexts);
  const closable = { closeIcon: <Sign of="cross" />, 'aria-label': t('close') };
  dayjs.locale(language === 'zh' ? 'zh-cn' : 'en'); // antd's date pickers read the global one
  return (
    <ConfigProvider
      locale={language === 'zh' ? zhCN : enUS}
      theme={useReducedMotion() ? stillTheme : portalTheme}
      // Within the landmark of what opens them; a dialog's own stay with the dialog.
      getPopupContainer={(trigger) => trigger?.closest('main') ?? document.body}
      // A space between two Chinese characters of a button would only puzzle a screen reader.
      button={{ autoInsertSpace: false, loadingIcon: <Sign of="wait" turning /> }}
      select={selectSigns}
      datePicker={pickerSigns}
      modal={{ closable }}
      drawer={{ closable }}
    >
      <div className="tz-app">{children}</div>
    </ConfigProvider>
  );
}
