export const names = {
  saved: 'Names of saved files',
  exported: 'Names of exported files',
  hint: '{name} {date} {time} {instance} {model} {format}; the extension comes by itself, a name that is taken gets a number.',
  example: (p: { name: string }) => `Like this: ${p.name}`,
  bad: 'Some text, with no other braces than {name}, {date}, {time}, {instance}, {model} and {format}.',
};
