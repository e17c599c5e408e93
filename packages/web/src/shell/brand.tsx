/** The name with its shield. */
export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
        <path d="M4 5.5 12 3l8 2.500v6c0 5-3.4 8.2-8 9.5-4.6-1.3-8-4.5-8-9.500z" />
        <path d="M8 12h8M12 8v8" strokeWidth="1.6" />
      </svg>
      <span>Waarborg</span>
    </span>
  );
}
