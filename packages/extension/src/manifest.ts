/** Which browser a manifest is for. */
export type Target = 'chromium' | 'firefox';

/**
 * The manifest. `hosts` are match patterns that are granted at installing instead of asked for: for an organisation that packs its own, and for tests. Nothing is asked beyond
 * storing the settings, running the script on appointed pages, and a timer.
 */
export function manifest(target: Target, version: string, hosts: readonly string[] = []): Record<string, unknown> {
  const icons = { '16': 'icon-16.png', '32': 'icon-32.png', '48': 'icon-48.png', '128': 'icon-128.png' };
  return {
    manifest_version: 3,
    name: '__MSG_name__',
    description: '__MSG_description__',
    version,
    default_locale: 'nl',
    icons,
    action: { default_title: '__MSG_name__', default_icon: icons },
    options_ui: { page: 'options.html', open_in_tab: true },
    permissions: ['alarms', 'scripting', 'storage'],
    ...(hosts.length > 0 ? { host_permissions: hosts } : {}),
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    content_security_policy: {
      extension_pages: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src https: http://localhost:* http://127.0.0.1:*",
    },
    ...(target === 'chromium'
      ? { minimum_chrome_version: '123', background: { service_worker: 'background.js' }, storage: { managed_schema: 'managed-schema.json' } }
      : {
          background: { scripts: ['background.js'] },
          // Firefox lets a content script adopt no style sheet; the panel links this one.
          web_accessible_resources: [{ resources: ['shell.css'], matches: ['https://*/*', 'http://*/*'] }],
          browser_specific_settings: {
            gecko: { id: 'notities@waarborg.example', strict_min_version: '140.0', data_collection_permissions: { required: ['none'] } },
          },
        }),
  };
}
