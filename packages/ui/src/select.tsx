import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  ComboBox as AriaComboBox,
  type ComboBoxProps as AriaComboBoxProps,
  Select as AriaSelect,
  type SelectProps as AriaSelectProps,
  Group,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components';
import { FieldLabel, type FieldParts, FieldProblem } from './field.tsx';
import { Icon } from './icons.tsx';
import { useWords } from './words.tsx';

export interface Option {
  value: string;
  label: string;
  hint?: string;
  /** Drawn before the label, e.g. a tier shape. */
  mark?: ReactNode;
}

function options(list: readonly Option[]) {
  return list.map((option) => (
    <ListBoxItem key={option.value} id={option.value} textValue={option.label} className="option">
      {({ isSelected }) => (
        <>
          {option.mark}
          <span className="option-text">
            <Text slot="label">{option.label}</Text>
            {option.hint ? (
              <Text slot="description" className="field-hint">
                {option.hint}
              </Text>
            ) : null}
          </span>
          {isSelected ? <Icon name="check" size={14} /> : null}
        </>
      )}
    </ListBoxItem>
  ));
}

export type SelectProps = Omit<
  AriaSelectProps<object>,
  'className' | 'children' | 'style' | 'selectedKey' | 'onSelectionChange' | 'defaultSelectedKey' | 'value' | 'onChange' | 'defaultValue'
> &
  FieldParts & {
    options: readonly Option[];
    value?: string | null;
    defaultValue?: string;
    onChange?: (value: string) => void;
    optional?: boolean /** Label for screen readers only. */;
    bare?: boolean;
  };

/** One of a list. In a Form it sends its `name`. */
export function Select({ label, hint, error, placeholder, options: list, value, defaultValue, onChange, optional, bare, ...rest }: SelectProps) {
  const words = useWords();
  return (
    <AriaSelect
      {...rest}
      {...(value !== undefined ? { selectedKey: value } : {})}
      defaultSelectedKey={defaultValue}
      onSelectionChange={(key) => key !== null && onChange?.(String(key))}
      placeholder={placeholder ?? words.choose}
      isInvalid={error !== undefined || rest.isInvalid}
      className="field"
    >
      {bare ? <Label className="unseen">{label}</Label> : <FieldLabel label={label} optional={optional} />}
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <AriaButton className="input select-button">
        <SelectValue className="select-value">
          {({ selectedText, isPlaceholder, defaultChildren }) => (isPlaceholder ? defaultChildren : selectedText)}
        </SelectValue>
        <Icon name="down" size={14} />
      </AriaButton>
      <FieldProblem error={error} />
      <Popover className="popover" offset={4}>
        <ListBox className="options">{options(list)}</ListBox>
      </Popover>
    </AriaSelect>
  );
}

export type ComboBoxProps = Omit<
  AriaComboBoxProps<object>,
  'className' | 'children' | 'style' | 'selectedKey' | 'onSelectionChange' | 'defaultSelectedKey' | 'value' | 'onChange' | 'defaultValue'
> &
  FieldParts & { options: readonly Option[]; value?: string | null; defaultValue?: string; onChange?: (value: string | null) => void; optional?: boolean };

/** One of a long list, found by typing. */
export function ComboBox({ label, hint, error, placeholder, options: list, value, defaultValue, onChange, optional, ...rest }: ComboBoxProps) {
  const words = useWords();
  return (
    <AriaComboBox
      {...rest}
      {...(value !== undefined ? { selectedKey: value } : {})}
      defaultSelectedKey={defaultValue}
      onSelectionChange={(key) => onChange?.(key === null ? null : String(key))}
      isInvalid={error !== undefined || rest.isInvalid}
      menuTrigger="focus"
      allowsEmptyCollection
      className="field"
    >
      <FieldLabel label={label} optional={optional} />
      {hint ? (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      ) : null}
      <Group className="input-group">
        <Input className="input" placeholder={placeholder} />
        <AriaButton className="input-side clear">
          <Icon name="down" size={14} />
        </AriaButton>
      </Group>
      <FieldProblem error={error} />
      <Popover className="popover" offset={4}>
        <ListBox className="options" renderEmptyState={() => <p className="options-empty">{words.noMatches}</p>}>
          {options(list)}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
