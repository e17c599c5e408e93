// Before the first paint: the theme and language this browser chose. Kept apart because the content policy allows no script inside the page.
try {
  const theme = localStorage.getItem('waarborg.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  const language = localStorage.getItem('waarborg.language');
  if (language === 'nl' || language === 'en') document.documentElement.lang = language;
} catch {
  // Storage may be switched off; the system's theme and Dutch are then used.
}
