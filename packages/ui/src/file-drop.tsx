import type { ReactNode } from 'react';
import { DropZone, FileTrigger, isFileDropItem, Text } from 'react-aria-components';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';
import { useWords } from './words.tsx';

export interface FileDropProps {
  label: string;
  hint?: ReactNode;
  /** Extensions or types, e.g. ['.csv', '.xlsx']. Only helps choosing; the server decides. */
  accept?: readonly string[];
  multiple?: boolean;
  isDisabled?: boolean;
  onFiles: (files: File[]) => void;
}

/** Drop files here, paste them, or choose them with the button. */
export function FileDrop({ label, hint, accept, multiple, isDisabled, onFiles }: FileDropProps) {
  const words = useWords();
  return (
    <DropZone
      className="drop"
      isDisabled={isDisabled}
      getDropOperation={() => 'copy'}
      onDrop={async (event) => {
        const files = await Promise.all(event.items.filter(isFileDropItem).map((item) => item.getFile()));
        if (files.length > 0) onFiles(multiple ? files : files.slice(0, 1));
      }}
    >
      <Icon name="upload" size={20} />
      <Text slot="label" className="drop-label">
        {label}
      </Text>
      {hint ? <p className="field-hint">{hint}</p> : null}
      <FileTrigger
        allowsMultiple={multiple}
        acceptedFileTypes={accept ? [...accept] : undefined}
        onSelect={(list) => {
          const files = list ? [...list] : [];
          if (files.length > 0) onFiles(files);
        }}
      >
        <Button isDisabled={isDisabled}>{words.chooseFile}</Button>
      </FileTrigger>
    </DropZone>
  );
}
