/** Which step of a case is open: what was typed in its form is given back, and so is the focus. */
import { useUnsent, type UnsentStep } from '@taizhang/portal/data-access';
import { useRef, useState } from 'react';

/**
 * @param place id of the case
 * @param primary the step with a button of its own; the others are in a menu
 */
export function useStepBar<Step extends string, Values>(place: string, primary: Step | null) {
  const { back, keep, forget } = useUnsent<UnsentStep<Step, Values>>(place);
  const [open, setOpen] = useState(back?.step);
  // By its title then: accepting is called taking over as soon as somebody accepted.
  const [done, setDone] = useState<string>();
  const nextButton = useRef<HTMLButtonElement>(null);
  const otherButton = useRef<HTMLButtonElement>(null);

  function become(step: Step | undefined, told?: string) {
    forget();
    setOpen(step);
    setDone(told);
  }
  return {
    ...{ open, done, typed: back, keep, nextButton, otherButton },
    choose: (step: Step) => become(step),
    finish: (title: string) => become(undefined, title),
    cancel() {
      become(undefined);
      (open === primary ? nextButton : otherButton).current?.focus();
    },
  };
}
