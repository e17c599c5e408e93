import { type ReactNode, useState } from 'react';
import {
  Button as AriaButton,
  FieldError as AriaFieldError,
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Group,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import { Icon } from './icons.tsx';
import { useWords } from './words.tsx';

/** What every field shares: a visible label, a hint under it, an error that names what is wrong. */
export interface FieldParts {
  label: string;
  hint?: ReactNode;
  /** Shown at once; use `Form`'s errors for what the server says. */
  error?: string | undefined;
  placeholder?: string;
}

/** Label with "(optional)" where a field may stay empty and the form says so. */
export function FieldLabel({ label, optional }: { label: string; optional?: boolean }) {
  const words = useWords();
  return (
    <Label className="field-label">
      {label}
      {optional ? <span className="hush"> ({words.optional})</span> : null}
    </Label>
  );
}

/** The error line of a field, in the page's language whatever the browser speaks. `dateOf` is the label of a field for a date. */
export function FieldProblem({ error, dateOf }: { error?: string | undefined; dateOf?: string | undefined }) {
  const words = useWords();
  return (
    <AriaFieldError className="field-error">
      {({ validationDetails: is, validationErrors }) => {
        const text =
          error ??
          (is.valueMissing
            ? words.notFilledIn
            : is.typeMismatch
              ? words.notAnEmail
              : is.tooShort
                ? words.tooShort
                : is.badInput && dateOf !== undefined
                  ? `${dateOf}: ${words.notADate}`
                  : is.customError
                    ? validationErrors.join(' ')
                    : words.notValid);
        return (
          <>
            <Icon name="warn" />
            <span>{text}</span>
          </>
        );
      }}
    </AriaFieldError>
  );
}

export type TextFieldProps = Omit<AriaTextFieldProps, 'className' | 'children' | 'style'> &
  FieldParts & { optional?: boolean; mono?: boolean; inputMode?: 'text' | 'numeric' | 'email' | 'tel'; min?: string; max?: string };

/** One line of text. `type="password"` gets a button that shows what was typed; `type="date"` gives YYYY-MM-DD. */
export function TextField({ label, hint, error, placeholder, optional, mono, min, max, ...rest }: TextFieldProps) {
  const words = useWords();
  const [shown, setShown] = useState(false);
  const [isHalf, setHalf] = useState(false);
  const secret = rest.type === 'password';
  const isDate = rest.type === 'date';
  // Of the thirty-first of February a browser gives no text and no event: only its own check knows that something stands there.
  const half: Pick<AriaTextFieldProps, 'onBlur' | 'onChange'> = {
    onBlur: (event) => {
      setHalf(event.target instanceof HTMLInputElement && event.target.validity.badInput);
      rest.onBlur?.(event);
    },
    onChange: (value) => {
      setHalf(false);
      rest.onChange?.(value);
    },
  };
  const said = error ?? (isHalf ? `${label}: ${words.notADate}` : undefined);
  return (
    <AriaTextField
      {...rest}
      {...(isDate ? half : {})}
      type={secret && shown ? 'text' : rest.type}
      isInvalid={said !== undefined || rest.isInvalid}
      className="field"
    >
      <FieldLabel label={label} optional={optional} />
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      {secret ? (
        <Group className="input-group">
          <Input className="input" placeholder={placeholder} spellCheck={false} />
          <AriaButton className="input-side" aria-pressed={shown} onPress={() => setShown(!shown)}>
            {shown ? words.hidePassword : words.showPassword}
          </AriaButton>
        </Group>
      ) : (
        <Input className={mono ? 'input mono' : 'input'} placeholder={placeholder} min={min} max={max} />
      )}
      <FieldProblem error={said} dateOf={isDate ? label : undefined} />
    </AriaTextField>
  );
}

/** Several lines of text. */
export function TextArea({
  label,
  hint,
  error,
  placeholder,
  optional,
  rows = 4,
  ...rest
}: Omit<TextFieldProps, 'type' | 'mono' | 'min' | 'max'> & { rows?: number }) {
  return (
    <AriaTextField {...rest} isInvalid={error !== undefined || rest.isInvalid} className="field">
      <FieldLabel label={label} optional={optional} />
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <AriaTextArea className="input area" rows={rows} placeholder={placeholder} />
      <FieldProblem error={error} />
    </AriaTextField>
  );
}

export type SearchFieldProps = Omit<AriaSearchFieldProps, 'className' | 'children' | 'style'> & {
  label: string;
  placeholder?: string /** Keep the label for screen readers only. */;
  bare?: boolean;
};

/** A search box with a clear button; Escape clears, Enter calls onSubmit. */
export function SearchField({ label, placeholder, bare, ...rest }: SearchFieldProps) {
  const words = useWords();
  return (
    <AriaSearchField {...rest} className="field search">
      <Label className={bare ? 'unseen' : 'field-label'}>{label}</Label>
      <Group className="input-group">
        <Icon name="search" />
        <Input className="input" placeholder={placeholder} />
        <AriaButton className="input-side clear" aria-label={words.clear}>
          <Icon name="close" size={12} />
        </AriaButton>
      </Group>
    </AriaSearchField>
  );
}
