import type { ReactNode } from 'react';

/** Nothing here yet, and what to do next. */
export function EmptyHint(props: {
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="empty">
      <p className="empty-title">{props.title}</p>
      {props.hint && <p className="dim">{props.hint}</p>}
      {props.children}
    </div>
  );
}
