import type { ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox,
  CheckboxGroup as AriaCheckboxGroup,
  type CheckboxGroupProps as AriaCheckboxGroupProps,
  type CheckboxProps as AriaCheckboxProps,
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
  Switch as AriaSwitch,
  type SwitchProps as AriaSwitchProps,
  Text,
} from 'react-aria-components';
import { FieldLabel, FieldProblem } from './field.tsx';
import { Icon } from './icons.tsx';

export type CheckboxProps = Omit<AriaCheckboxProps, 'className' | 'children' | 'style'> & { children?: ReactNode; hint?: ReactNode };

/** A box to tick; without children give an aria-label. */
export function Checkbox({ children, hint, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox {...rest} className="choice">
      {({ isSelected, isIndeterminate }) => (
        <>
          <span className="choice-box" aria-hidden="true">
            {isIndeterminate ? <Icon name="dash" size={14} /> : isSelected ? <Icon name="check" size={14} /> : null}
          </span>
          {children ? (
            <span className="choice-text">
              {children}
              {hint ? <span className="field-hint">{hint}</span> : null}
            </span>
          ) : null}
        </>
      )}
    </AriaCheckbox>
  );
}

/** Several boxes under one label; children are Checkbox with a value. */
export function CheckboxGroup({
  label,
  hint,
  error,
  children,
  ...rest
}: Omit<AriaCheckboxGroupProps, 'className' | 'children' | 'style'> & { label: string; hint?: ReactNode; error?: string; children: ReactNode }) {
  return (
    <AriaCheckboxGroup {...rest} isInvalid={error !== undefined} className="field choices">
      <FieldLabel label={label} />
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      {children}
      <FieldProblem error={error} />
    </AriaCheckboxGroup>
  );
}

/** On or off, at once. */
export function Switch({ children, hint, ...rest }: Omit<AriaSwitchProps, 'className' | 'children' | 'style'> & { children: ReactNode; hint?: ReactNode }) {
  return (
    <AriaSwitch {...rest} className="choice switch">
      <span className="switch-track" aria-hidden="true">
        <i />
      </span>
      <span className="choice-text">
        {children}
        {hint ? <span className="field-hint">{hint}</span> : null}
      </span>
    </AriaSwitch>
  );
}

export interface RadioOption {
  value: string;
  label: ReactNode;
  hint?: ReactNode;
  isDisabled?: boolean;
}

/** One of a few; `across` lays them side by side, `cards` gives each a frame. */
export function RadioGroup({
  label,
  hint,
  error,
  options,
  look = 'list',
  ...rest
}: Omit<AriaRadioGroupProps, 'className' | 'children' | 'style'> & {
  label: string;
  hint?: ReactNode;
  error?: string;
  options: readonly RadioOption[];
  look?: 'list' | 'across' | 'cards';
}) {
  return (
    <AriaRadioGroup {...rest} isInvalid={error !== undefined} className={`field choices ${look}`}>
      <FieldLabel label={label} />
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <div className="choice-options">
        {options.map((option) => (
          <AriaRadio key={option.value} value={option.value} isDisabled={option.isDisabled} className="choice radio">
            <span className="choice-box round" aria-hidden="true">
              <i />
            </span>
            <span className="choice-text">
              {option.label}
              {option.hint ? <span className="field-hint">{option.hint}</span> : null}
            </span>
          </AriaRadio>
        ))}
      </div>
      <FieldProblem error={error} />
    </AriaRadioGroup>
  );
}
