import type { Log } from './log.ts';

/** One message in plain text. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends mail when a mail server is set. `send` says whether it went out; it never throws for a mail server that fails. */
export interface Mail {
  readonly able: boolean;
  send(letter: Letter): Promise<boolean>;
}

/** Mail over SMTP (nodemailer, loaded at the first letter); without a URL every send answers false. */
export function openMail(settings: { smtpUrl?: string; mailFrom: string }, log: Log): Mail {
  if (!settings.smtpUrl) return { able: false, send: async () => false };
  const url = settings.smtpUrl;
  return {
    able: true,
    async send(letter) {
      try {
        const { createTransport } = await import('nodemailer');
        await createTransport(url).sendMail({ from: settings.mailFrom, ...letter });
        return true;
      } catch (error) {
        log.warn({ err: error }, 'a letter could not be sent');
        return false;
      }
    },
  };
}
