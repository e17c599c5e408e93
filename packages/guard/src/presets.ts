import data from './presets.json' with { type: 'json' };

/** Where the fields of a known system are. */
export interface FieldPreset {
  readonly id: string;
  readonly name: string;
  /** Match patterns; `{host}` stands for the organisation's own host. */
  readonly addresses: readonly string[];
  readonly selector: string;
  /** Selector of the buttons that save. */
  readonly saveButtons: string;
  /** What the selectors rest on. */
  readonly source: string;
}

/** All presets, in the order to show them. */
export const fieldPresets: readonly FieldPreset[] = data.presets;

/** Selector of a preset's save buttons; undefined for fields made by hand. */
export function saveButtonsOf(preset: string | null): string | undefined {
  return fieldPresets.find((one) => one.id === preset)?.saveButtons;
}
