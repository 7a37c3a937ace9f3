import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { DoorView } from '../../electron/contract/door.ts';
import { CopyButton } from '../parts/CopyButton.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { exampleKinds, renderExample, type ExampleKind } from './examples.ts';

/** A call that works as it stands, but for the file's name. */
export function DoorExample({ door }: { readonly door: DoorView }) {
  const t = useTexts();
  const [kind, setKind] = useState<ExampleKind>('curl');
  const example = renderExample(kind, door.url, door.isExposed);
  return (
    <div>
      <p className="label" id="example-label">
        {t.doors.example}
      </p>
      <SegmentedControl
        aria-labelledby="example-label"
        size="xs"
        value={kind}
        onChange={setKind}
        data={exampleKinds.map((value) => ({ value, label: t.doors.examples[value] }))}
      />
      <div className="finding-command door-example">
        <pre className="mono spread" role="group" tabIndex={0} aria-label={t.doors.example}>
          {example}
        </pre>
        <CopyButton text={example} label={t.doors.copyExample} />
      </div>
    </div>
  );
}
