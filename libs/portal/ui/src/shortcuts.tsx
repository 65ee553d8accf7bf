/**
 * Keyboard shortcuts, declared where they act and listed under `?`. Keys that are pressed alone can
 * be switched off (WCAG 2.1.4): they get in the way of speech input.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react';

export type Shortcut = Readonly<{
  /** As shown: `Ctrl+Enter`, `Alt+R`, `g w` (one after the other), `?`. */
  keys: string;
  label: string;
  act: () => void;
}>;

const active = new Set<readonly Shortcut[]>();
let version = 0;
const listeners = new Set<() => void>();
const changed = () => {
  version++;
  listeners.forEach((tell) => tell());
};

const switchKey = 'taizhang.single-key-shortcuts';
export const singleKeysOn = (): boolean => {
  try {
    return localStorage.getItem(switchKey) !== 'off';
  } catch {
    return true;
  }
};

export const switchSingleKeys = (on: boolean) => localStorage.setItem(switchKey, on ? 'on' : 'off');

/** Makes shortcuts work as long as the component is there. */
export function useShortcuts(shortcuts: readonly Shortcut[]) {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const signature = shortcuts.map(({ keys, label }) => `${keys}\t${label}`).join('\n');
  useEffect(() => {
    const registered = signature
      .split('\n')
      .filter(Boolean)
      .map((line, index) => {
        const [keys = '', label = ''] = line.split('\t');
        return { keys, label, act: () => latest.current[index]?.act() };
      });
    active.add(registered);
    changed();
    return () => {
      active.delete(registered);
      changed();
    };
  }, [signature]);
}

/** How a key press is written; empty for a modifier alone. */
export function writtenKey(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string {
  if (['Control', 'Alt', 'Shift', 'Meta'].includes(event.key)) return '';
  // With Alt, a Mac writes another letter; the key that was pressed is meant.
  const letter = event.altKey ? /^(?:Key|Digit)(.)$/.exec(event.code)?.[1] : undefined;
  const key = letter ?? (event.key.length === 1 ? event.key.toLowerCase() : event.key);
  const withModifier = event.ctrlKey || event.metaKey || event.altKey;
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    withModifier && key.length === 1 ? key.toUpperCase() : key,
  ]
    .filter(Boolean)
    .join('+');
}

const typesText = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.tagName === 'TEXTAREA' ||
    target.tagName === 'SELECT' ||
    (target.tagName === 'INPUT' &&
      !['checkbox', 'radio', 'button'].includes((target as HTMLInputElement).type)));

const choosesByKey = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest('[data-own-keys]') !== null;

/** Listens for all of them; stands once, in the shell. */
export function useShortcutListener() {
  useEffect(() => {
    let before = '';
    const onKeyDown = (event: KeyboardEvent) => {
      const written = writtenKey(event);
      if (!written || event.isComposing) return;
      const alone = !written.includes('+') && written.length === 1;
      if (alone && (!singleKeysOn() || typesText(event.target) || choosesByKey(event.target)))
        return;
      const all = [...active].reverse().flat();
      const hit =
        all.find(({ keys }) => keys === `${before} ${written}`) ??
        all.find(({ keys }) => keys === written);
      before = alone && !hit ? written : '';
      if (!hit) return;
      event.preventDefault();
      hit.act();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** What can be pressed right now, whoever declared it. */
export function useActiveShortcuts(): readonly Shortcut[] {
  useSyncExternalStore(subscribe, () => version);
  return [...active].flat();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export function Keys({ keys }: Readonly<{ keys: string }>) {
  return (
    <span className="tz-keys">
      {keys.split(/(?<=.)[+ ]/).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
