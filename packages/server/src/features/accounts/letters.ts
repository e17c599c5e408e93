import type { Language } from '@waarborg/contract/shared';
import type { Letter } from '../../kernel/mail.ts';

/** The letter that carries an invitation, in the organisation's language. */
export function letterOfInvitation(facts: { to: string; organisation: string; inviter: string; language: Language; link: string; daysGood: number }): Letter {
  const { to, organisation, inviter, link, daysGood } = facts;
  // A line break in a name must not start a new header.
  const plain = (text: string) => text.replace(/\s+/g, ' ');
  return facts.language === 'nl'
    ? {
        to,
        subject: plain(`Uitnodiging voor Waarborg van ${organisation}`),
        text: `Hallo,\n\n${plain(inviter)} nodigt u uit om in Waarborg mee te werken voor ${plain(organisation)}.\n\nOpen deze link om uw account te maken of te koppelen:\n${link}\n\nDe link werkt één keer en is ${daysGood} dagen geldig. Verwachtte u deze uitnodiging niet? Dan kunt u dit bericht weggooien.\n`,
      }
    : {
        to,
        subject: plain(`Invitation to Waarborg from ${organisation}`),
        text: `Hello,\n\n${plain(inviter)} invites you to work in Waarborg for ${plain(organisation)}.\n\nOpen this link to make or connect your account:\n${link}\n\nThe link works once and is good for ${daysGood} days. If you did not expect this invitation, you can throw this message away.\n`,
      };
}
