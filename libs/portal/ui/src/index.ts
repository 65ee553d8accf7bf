export { asksToLeave } from './escape';
export { Badge, SeverityBadge, StatusBadge } from './badges';
export { CaseLink, TitledCaseLink } from './case-link';
export { Chart, type ChartProps, type Series } from './chart';
export { ChoiceGroup, type ChoiceGroupProps } from './choice-group';
export { csvOf, download } from './csv';
export type { DeadlineReading, Urgency } from './deadline';
export { DeadlineBadge, PromiseName } from './deadline-badge';
export { Field, type FieldProps } from './field';
export { changeLanguage, i18n, listed, useLanguage, type Language } from './language';
export { Moment } from './moment';
export { More } from './more-button';
export { Name } from './names';
export { Facts, Page, Panel } from './page';
export { ParkedBadge, ParkedNotice, parkedOf } from './parked';
export { isPhone, looksLikePhone } from './phone';
export { PasswordInput } from './password-input';
export { PortalForm } from './portal-form';
export { ProcessingBadge } from './processing-badge';
export { PortalProvider } from './portal-provider';
export { Keys, useShortcutListener, useShortcuts, type Shortcut } from './shortcuts';
export { ShortcutList } from './shortcut-list.lazy';
export { Scrolling } from './scrolling';
export { Sign } from './sign';
export { EmptyNotice, ProblemNotice, Shown, Waiting } from './states';
export { Table, type TableProps } from './table';
export {
  defineTexts,
  termIn,
  useTerm,
  useTexts,
  type Term,
  type Texts,
  type Title,
  type Translate,
  type Values,
} from './texts';
export {
  addDays,
  daysBetween,
  formatDay,
  formatDue,
  formatInstant,
  formatInstantWithSeconds,
  formatMinutes,
  formatSeconds,
  formatShortDay,
  instantOfLocal,
  localDayOf,
} from './time';
export { useAsked } from './use-asked';
export { useNow, useToday } from './use-now';
export { namedOptions, useOptions, type Option } from './use-options';
export { useStepBar } from './use-step-bar';
export { useUiTexts } from './use-ui-texts';
