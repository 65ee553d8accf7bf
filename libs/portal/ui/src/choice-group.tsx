/** A few choices in view at once: arrow keys move, and each has a key of its own. */
import { useRef, type KeyboardEvent } from 'react';
import { useTexts } from './texts';
import { uiTexts } from './ui.texts';

const ownKeys = '1234567890abcdefghij';

/** Which choice a key means; -1 for none. Arrows go round, as in any radio group. */
export function chosenBy(key: string, current: number, count: number): number {
  if (key === 'ArrowRight' || key === 'ArrowDown') return (current + 1) % count;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return current <= 0 ? count - 1 : current - 1;
  return key.length === 1 ? ownKeys.slice(0, count).indexOf(key.toLowerCase()) : -1;
}

export type ChoiceGroupProps<Value extends string> = Readonly<{
  label: string;
  options: readonly Readonly<{ value: Value; label: string }>[];
  value: Value | undefined;
  onChange: (value: Value) => void;
  required?: boolean;
  disabled?: boolean;
  id?: string;
}>;

export function ChoiceGroup<Value extends string>(props: ChoiceGroupProps<Value>) {
  const { label, options, value, onChange, required, disabled, id } = props;
  const t = useTexts(uiTexts);
  const group = useRef<HTMLDivElement>(null);

  function choose(index: number) {
    const option = options[index];
    if (!option || disabled) return;
    onChange(option.value);
    group.current?.querySelectorAll<HTMLElement>('[role=radio]')[index]?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const current = options.findIndex((option) => option.value === value);
    const next = chosenBy(event.key, current, options.length);
    if (next < 0) return;
    event.preventDefault();
    choose(next);
  }

  const reachable = Math.max(
    0,
    options.findIndex((option) => option.value === value),
  );
  return (
    <div
      ref={group}
      id={id}
      role="radiogroup"
      aria-label={label}
      aria-required={required}
      aria-disabled={disabled}
      title={t('choice.hint')}
      className="tz-choices"
      data-own-keys=""
      onKeyDown={onKeyDown}
    >
      {options.map((option, index) => (
        <button
          key={option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={index === reachable ? 0 : -1}
          disabled={disabled}
          className="tz-choice"
          onClick={() => choose(index)}
        >
          <span className="tz-choice-key" aria-hidden="true">
            {ownKeys[index]}
          </span>
          {option.label}
        </button>
      ))}
    </div>
  );
}
