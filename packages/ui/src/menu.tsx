import type { ReactElement, ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuSection as AriaMenuSection, Header, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { Icon, type IconName } from './icons.tsx';

export interface MenuAct {
  id: string;
  label: ReactNode;
  text?: string;
  icon?: IconName;
  hint?: string;
  href?: string;
  /** Opens outside the router, e.g. a file to download. */
  download?: boolean;
  onAction?: () => void;
  danger?: boolean;
  isSelected?: boolean;
  isDisabled?: boolean;
}

export interface MenuPart {
  title?: string;
  items: readonly MenuAct[];
}

function item(act: MenuAct) {
  return (
    <AriaMenuItem
      key={act.id}
      id={act.id}
      textValue={act.text ?? (typeof act.label === 'string' ? act.label : act.id)}
      href={act.href}
      {...(act.download ? { download: true } : {})}
      onAction={act.onAction}
      isDisabled={act.isDisabled}
      className={act.danger ? 'option danger' : 'option'}
    >
      {act.icon ? <Icon name={act.icon} /> : null}
      <span className="option-text">
        <span>{act.label}</span>
        {act.hint ? <span className="field-hint">{act.hint}</span> : null}
      </span>
      {act.isSelected ? <Icon name="check" size={14} /> : null}
    </AriaMenuItem>
  );
}

/** A button (`trigger`) with acts under it, in parts. */
export function Menu({ trigger, label, parts }: { trigger: ReactElement; label: string; parts: readonly MenuPart[] }) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover" offset={4}>
        <AriaMenu className="options" aria-label={label}>
          {parts.flatMap((part, n) => [
            n > 0 ? <Separator key={`line-${String(n)}`} className="menu-line" /> : null,
            <AriaMenuSection key={part.title ?? String(n)} aria-label={part.title ?? label}>
              {part.title ? <Header className="menu-title">{part.title}</Header> : null}
              {part.items.map(item)}
            </AriaMenuSection>,
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
