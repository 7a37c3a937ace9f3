import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import type { InstanceSpec } from '../../electron/contract/instance.ts';
import type { ModelView } from '../../electron/contract/model.ts';
import type { Texts } from '../texts/en.ts';
import { useTexts } from '../texts/useTexts.ts';
import { EngineNotice } from '../engines/EngineNotice.tsx';
import { OwnPython } from '../engines/OwnPython.tsx';
import { ColourPicker } from './ColourPicker.tsx';
import { DevicePicker } from './DevicePicker.tsx';
import type { FieldError, FieldErrors, InstanceFields } from './instanceFields.ts';

export interface InstanceInputsProps {
  readonly fields: InstanceFields;
  readonly errors: FieldErrors;
  readonly models: readonly ModelView[];
  /** The instance that is edited: its own share of a card counts as free. */
  readonly editedId: string | null;
  onChange(change: Partial<InstanceFields>): void;
}

const precisionHintId = 'precision-hint';

export function renderFieldError(error: FieldError | undefined, t: Texts): string | undefined {
  if (!error) return undefined;
  if (error.kind === 'env') return t.form.errors.env(error);
  if (error.kind === 'portTaken') return t.form.errors.portTaken(error);
  return t.form.errors[error.kind];
}

export function InstanceInputs(props: InstanceInputsProps) {
  const { fields, errors, models, editedId, onChange } = props;
  const t = useTexts();
  const usable = models.filter((model) => model.role === 'asr' && model.isUsable);
  const type = (key: keyof InstanceFields) => ({
    value: String(fields[key]),
    error: renderFieldError(errors[key], t),
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [key]: event.currentTarget.value }),
  });
  return (
    <>
      <TextInput label={t.form.name} {...type('name')} data-autofocus maxLength={80} />
      <ColourPicker value={fields.colour} onChange={(colour) => onChange({ colour })} />
      <DevicePicker
        value={fields.device}
        isCpuEngine={fields.engine === 'onnx'}
        ask={{
          modelId: fields.modelId,
          precision: fields.precision,
          batchSizeS: Number(fields.batchSizeS),
          ...(editedId !== null && { id: editedId }),
        }}
        onChange={(device) => onChange({ device })}
      />
      {fields.pythonPath.trim() === '' && <EngineNotice engine={fields.engine} />}
      <div className="form-pair">
        <NativeSelect
          label={t.form.engine}
          {...type('engine')}
          data={(['onnx', 'funasr'] as const).map((value) => ({ value, label: t.form.engines[value] }))}
        />
        <NativeSelect
          label={t.form.precision}
          aria-describedby={precisionHintId}
          {...type('precision')}
          data={planPrecisions(fields, models).map((value) => ({ value, label: t.form.precisions[value] }))}
        />
        <p className="small dim form-wide" id={precisionHintId}>
          {t.form.precisionHints[fields.engine]}
        </p>
        <NativeSelect
          label={t.form.model}
          {...type('modelId')}
          error={renderFieldError(errors.modelId, t) ?? (usable.length === 0 ? t.form.modelNone : undefined)}
          data={usable.map((model) => ({ value: model.id, label: model.name }))}
        />
        <TextInput
          label={t.form.batchSizeS}
          description={t.form.batchSizeHint}
          inputMode="decimal"
          {...type('batchSizeS')}
        />
        <TextInput
          label={t.form.threads}
          description={t.form.threadsHint}
          inputMode="numeric"
          {...type('threads')}
        />
        <TextInput label={t.form.port} description={t.form.portHint} inputMode="numeric" {...type('port')} />
        <NativeSelect
          label={t.form.restart}
          {...type('restart')}
          data={(['always', 'never'] as const).map((value) => ({ value, label: t.form.restarts[value] }))}
        />
      </div>
      {fields.device !== 'cpu' && <CardInputs {...props} />}
      <SurroundingInputs {...props} />
    </>
  );
}

/** What only a worker on a card has. */
function CardInputs({ fields, errors, onChange }: InstanceInputsProps) {
  const t = useTexts();
  return (
    <>
      <TextInput
        label={t.form.vramLimit}
        description={t.form.vramLimitHint}
        inputMode="numeric"
        value={fields.vramLimitMiB}
        error={renderFieldError(errors.vramLimitMiB, t)}
        onChange={(event) => onChange({ vramLimitMiB: event.currentTarget.value })}
      />
      {fields.engine === 'funasr' && (
        <Checkbox
          size="xs"
          label={t.form.cudaGraphs}
          description={t.form.cudaGraphsHint}
          checked={fields.cudaGraphs}
          onChange={(event) => onChange({ cudaGraphs: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

/** What its worker is started in: when, with whose Python, with which variables. */
function SurroundingInputs({ fields, errors, onChange }: InstanceInputsProps) {
  const t = useTexts();
  return (
    <>
      <Checkbox
        size="xs"
        label={t.form.autoStart}
        checked={fields.autoStart}
        onChange={(event) => onChange({ autoStart: event.currentTarget.checked })}
      />
      <OwnPython
        engine={fields.engine}
        value={fields.pythonPath}
        onChange={(pythonPath) => onChange({ pythonPath })}
      />
      <Textarea
        label={t.form.env}
        description={t.form.envHint}
        autosize
        minRows={2}
        maxRows={6}
        classNames={{ input: 'mono' }}
        value={fields.env}
        error={renderFieldError(errors.env, t)}
        onChange={(event) => onChange({ env: event.currentTarget.value })}
      />
    </>
  );
}

/** What the chosen model and engine can do; automatic is always there, and what is set now is never hidden. */
function planPrecisions(fields: InstanceFields, models: readonly ModelView[]): InstanceSpec['precision'][] {
  const model = models.find((one) => one.id === fields.modelId);
  const graphs = model?.precisions ?? (['fp32', 'int8'] as const);
  const own = fields.engine === 'funasr' ? (['bf16', 'fp32', 'fp16'] as const) : graphs;
  const able: InstanceSpec['precision'][] = ['auto', ...own];
  return able.includes(fields.precision) ? able : [...able, fields.precision];
}
