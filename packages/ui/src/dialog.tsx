import { type ReactNode, useState } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button, type ButtonLook, IconButton } from './button.tsx';
import { useWords } from './words.tsx';

export interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  /** Buttons at the bottom; leave out when the content has its own form actions. */
  actions?: ReactNode;
  size?: 'small' | 'middle' | 'large' | 'side';
  /** false keeps it open on a click beside it (a half-filled form). */
  isDismissable?: boolean;
}

/** A window over the page. Focus goes in and comes back; Escape closes. `side` slides in from the right. */
export function Dialog({ isOpen, onClose, title, children, actions, size = 'middle', isDismissable = true }: DialogProps) {
  const words = useWords();
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable={isDismissable} className={`overlay ${size}`}>
      <Modal className={`modal ${size}`}>
        <AriaDialog className="dialog">
          <header className="dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton icon="close" label={words.close} onPress={onClose} />
          </header>
          <div className="dialog-body">{children}</div>
          {actions ? <footer className="dialog-foot">{actions}</footer> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

export interface ConfirmDialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  confirm: string;
  look?: ButtonLook;
  /** While the promise runs the button is busy; it closes when it resolves and stays when it rejects (the caller shows why). */
  onConfirm: () => Promise<unknown> | unknown;
}

/** Asks before something that cannot be taken back. Says what goes and what stays. */
export function ConfirmDialog({ isOpen, onClose, title, children, confirm, look = 'danger', onConfirm }: ConfirmDialogProps) {
  const words = useWords();
  const [busy, setBusy] = useState(false);
  const act = async () => {
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch {
      // The caller has shown the reason; the dialog stays so that nothing is lost.
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      size="small"
      actions={
        <>
          <Button look={look} isPending={busy} onPress={act}>
            {confirm}
          </Button>
          <Button onPress={onClose}>{words.cancel}</Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
