import type { ReactNode } from 'react';

/** Nothing here yet, and what to do next. */
export function EmptyHint(props: {
  readonly title: string;
  readonly hint?: string;
  /** It is all there is in its room: its title is the room's. */
  readonly isWhole?: boolean;
  readonly children?: ReactNode;
}) {
  const Title = props.isWhole ? 'h1' : 'p';
  return (
    <div className="empty">
      <Title className="empty-title">{props.title}</Title>
      {props.hint && <p className="dim">{props.hint}</p>}
      {props.children}
    </div>
  );
}
