/** The few calls of the browser's extension interface that are used, as both browsers have them. */
export interface ExtensionApi {
  readonly runtime: {
    readonly id: string;
    readonly lastError?: { message?: string };
    sendMessage(message: unknown): Promise<unknown>;
    openOptionsPage(): Promise<void>;
    getURL(path: string): string;
    getManifest(): { version: string };
    readonly onMessage: { addListener(listener: (message: unknown, sender: Sender, answer: (value: unknown) => void) => boolean | undefined): void };
    readonly onInstalled: { addListener(listener: () => void): void };
    readonly onStartup: { addListener(listener: () => void): void };
  };
  readonly storage: {
    readonly local: StorageArea;
    readonly managed?: StorageArea;
    readonly onChanged: { addListener(listener: (changes: Record<string, unknown>, area: string) => void): void };
  };
  readonly scripting: {
    getRegisteredContentScripts(): Promise<{ id: string }[]>;
    registerContentScripts(scripts: ContentScript[]): Promise<void>;
    updateContentScripts(scripts: ContentScript[]): Promise<void>;
    unregisterContentScripts(filter: { ids: string[] }): Promise<void>;
    executeScript(what: { target: { tabId: number; allFrames?: boolean }; files: string[] }): Promise<unknown>;
  };
  readonly permissions: {
    contains(what: { origins: string[] }): Promise<boolean>;
    request(what: { origins: string[] }): Promise<boolean>;
    readonly onAdded: { addListener(listener: () => void): void };
    readonly onRemoved: { addListener(listener: () => void): void };
  };
  readonly alarms: {
    create(name: string, when: { periodInMinutes: number }): unknown;
    readonly onAlarm: { addListener(listener: (alarm: { name: string }) => void): void };
  };
  readonly action: {
    setBadgeText(what: { tabId?: number; text: string }): Promise<void>;
    setBadgeBackgroundColor(what: { tabId?: number; color: string }): Promise<void>;
    setTitle(what: { tabId?: number; title: string }): Promise<void>;
    readonly onClicked: { addListener(listener: () => void): void };
  };
  readonly tabs: { query(what: { url: string[] }): Promise<{ id?: number }[]> };
  readonly i18n: { getMessage(name: string, values?: string[]): string; getUILanguage(): string };
}
export interface Sender {
  readonly id?: string;
  readonly tab?: { readonly id?: number };
}
interface StorageArea {
  get(keys: string | string[] | null): Promise<Record<string, unknown>>;
  set(values: Record<string, unknown>): Promise<void>;
  setAccessLevel?(level: { accessLevel: string }): Promise<void>;
}
export interface ContentScript {
  readonly id: string;
  readonly matches: string[];
  readonly js: string[];
  readonly css?: string[];
  readonly allFrames: boolean;
  readonly matchOriginAsFallback?: boolean;
  readonly runAt: 'document_idle';
  readonly persistAcrossSessions: boolean;
}

/** `browser` in Firefox, `chrome` in Chromium; both give promises. */
export const api: ExtensionApi =
  (globalThis as { browser?: ExtensionApi }).browser?.runtime?.id !== undefined
    ? (globalThis as unknown as { browser: ExtensionApi }).browser
    : (globalThis as unknown as { chrome: ExtensionApi }).chrome;
