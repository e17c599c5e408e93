import type { ReactNode } from 'react';

const shapes = {
  search: <path d="M7 12.2a5.2 5.2 0 1 0 0-10.4 5.2 5.2 0 0 0 0 10.400ZM14.2 14.2l-3.5-3.5" />,
  close: <path d="m3.5 3.5 9 9m0-9-9 9" />,
  down: <path d="m3.5 6 4.5 4.500L12.5 6" />,
  up: <path d="m3.5 10 4.5-4.5 4.5 4.5" />,
  right: <path d="m6 3.5 4.5 4.500L6 12.5" />,
  left: <path d="M10 3.5 5.5 8l4.5 4.5" />,
  check: <path d="m2.8 8.6 3.4 3.4 7-8" />,
  dash: <path d="M3.5 8h9" />,
  copy: <path d="M5.5 5.500v-3h8v8h-3m-8-5h8v8h-8z" />,
  menu: <path d="M2 4h12M2 8h12M2 12h12" />,
  plus: <path d="M8 3v10M3 8h10" />,
  more: <path d="M3.2 8h.01M8 8h.01M12.8 8h.01" strokeWidth="2.4" strokeLinecap="round" />,
  upload: <path d="M8 11V2.500M4.5 6 8 2.5 11.5 6M2.5 10.500v3h11v-3" />,
  download: <path d="M8 2.500V11M4.5 7.5 8 11l3.5-3.500M2.5 10.500v3h11v-3" />,
  info: <path d="M8 14.200A6.2 6.2 0 1 0 8 1.800a6.2 6.2 0 0 0 0 12.400ZM8 7.200v4M8 4.900v.01" />,
  warn: <path d="M8 2 14.6 13.500H1.400zM8 6.500v3.300M8 11.600v.01" />,
  person: <path d="M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 14c.6-3 2.8-4.2 5.5-4.200s4.9 1.2 5.5 4.2" />,
  external: <path d="M6.5 3h-4v10.500H13v-4M9.5 2.500h4v4M13.5 2.5 7.5 8.5" />,
  play: <path d="M4.5 2.500v11l9-5.500z" />,
  pause: <path d="M5 3v10M11 3v10" />,
  filter: <path d="M2 3.500h12M4.5 8h7M6.5 12.500h3" />,
  sun: <path d="M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1.5v1M8 13.500v1M1.5 8h1M13.5 8h1M3.4 3.400l.7.7M11.9 11.900l.7.7M3.4 12.600l.7-.7M11.9 4.100l.7-.7" />,
  moon: <path d="M13 9.500A5.6 5.6 0 0 1 6.5 3a5.6 5.6 0 1 0 6.5 6.500Z" />,
  shield: <path d="M2.7 3.7 8 2l5.3 1.700v4c0 3.3-2.2 5.4-5.3 6.3-3.1-.9-5.3-3-5.3-6.300z" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** A 16 px line drawing in the colour of the text around it. Hidden from screen readers: always put a word beside it or a label on its button. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[name]}
    </svg>
  );
}
