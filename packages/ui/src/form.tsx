import type { FormEvent, ReactNode } from 'react';
import { Form as AriaForm } from 'react-aria-components';

export interface FormProps {
  /** Gets every named field as text when all of them are right; checkboxes and switches give "on". */
  onSubmit: (values: Record<string, string>) => void;
  /** What the server said, by field name; shown at the field until it changes. */
  errors?: Record<string, string>;
  label?: string;
  children: ReactNode;
  className?: string;
}

/**
 * Takes an error away as soon as what is typed is right, not only when the field is left: at that moment the page would move under
 * the pointer on its way to the button. React Aria commits on the native change event, so that is what is sent.
 */
function settle(event: FormEvent<HTMLDivElement>) {
  const field = event.target;
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) || !field.hasAttribute('data-invalid')) return;
  // After React has put the outcome of the field's own check on the element.
  requestAnimationFrame(() => {
    if (field.isConnected && field.validity.valid) field.dispatchEvent(new Event('change', { bubbles: true }));
  });
}

/** A form: the browser checks, the words are ours, focus goes to the first field that is not right. Values never reach the address. */
export function Form({ onSubmit, errors, label, children, className = 'form' }: FormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(event.currentTarget)) if (typeof value === 'string') values[name] = value;
    onSubmit(values);
  };
  return (
    <div className="form-frame" onInput={settle}>
      <AriaForm className={className} onSubmit={submit} validationErrors={errors} aria-label={label}>
        {children}
      </AriaForm>
    </div>
  );
}

/** The buttons under a form. */
export function FormActions({ children }: { children: ReactNode }) {
  return <div className="form-actions">{children}</div>;
}
