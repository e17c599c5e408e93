import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps, Link as AriaLink, type LinkProps as AriaLinkProps } from 'react-aria-components';
import { Icon, type IconName } from './icons.tsx';
import { Tooltip } from './tooltip.tsx';

/** main: the one act of the page; plain: any other; quiet: no border; danger: takes something away. */
export type ButtonLook = 'main' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'style'> {
  look?: ButtonLook;
  small?: boolean;
  icon?: IconName;
  children: ReactNode;
}

function classOf(look: ButtonLook, small: boolean | undefined): string {
  return `btn ${look}${small ? ' small-btn' : ''}`;
}

/** A button. While `isPending` it keeps focus, says that it is disabled, and neither acts nor submits. */
export function Button({ look = 'plain', small, icon, children, isPending, ...rest }: ButtonProps) {
  // Not React Aria's own isPending: it announces through an image role that names itself after the button, also when that is gone.
  const busy = isPending ? { onPress: undefined, type: 'button' as const, 'aria-disabled': true, 'data-busy': '' } : {};
  return (
    <AriaButton {...rest} {...busy} className={classOf(look, small)}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </AriaButton>
  );
}

/** Looks like a button, goes somewhere. `href` inside the page travels through the router of UiProvider. */
export function LinkButton({
  look = 'plain',
  small,
  icon,
  children,
  ...rest
}: Omit<AriaLinkProps, 'className' | 'children' | 'style'> & { look?: ButtonLook; small?: boolean; icon?: IconName; children: ReactNode }) {
  return (
    <AriaLink {...rest} className={classOf(look, small)}>
      {icon ? <Icon name={icon} /> : null}
      {children}
    </AriaLink>
  );
}

/** A link in running text or a table. */
export function Link({ className = 'link', ...rest }: Omit<AriaLinkProps, 'className' | 'style'> & { className?: string }) {
  return <AriaLink {...rest} className={className} />;
}

/** A square button with only a drawing; `label` is read out and shown as a tooltip. */
export function IconButton({ icon, label, look = 'quiet', ...rest }: Omit<ButtonProps, 'children' | 'icon'> & { icon: IconName; label: string }) {
  return (
    <Tooltip text={label}>
      <AriaButton {...rest} aria-label={label} className={`btn icon-btn ${look}`}>
        <Icon name={icon} />
      </AriaButton>
    </Tooltip>
  );
}
