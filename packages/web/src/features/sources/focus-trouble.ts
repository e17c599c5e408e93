/** After the page has drawn what is wrong: brings the first field that is not right into sight and focus. */
export function focusTrouble(): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector<HTMLElement>('.field[data-invalid] :is(input, textarea, button)')?.focus()));
}
