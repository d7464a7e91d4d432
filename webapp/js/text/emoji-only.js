const PICTURE = String.raw`\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})?`;
const FLAG = String.raw`\p{Regional_Indicator}{2}|\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}`;
const KEY = String.raw`[\d#*]\ufe0f?\u20e3`;
const ONLY = new RegExp(String.raw`^(?:(?:${FLAG}|${KEY}|${PICTURE}(?:\u200d${PICTURE})*)\s*){1,30}$`, 'u');

/** Whether a text consists only of emoji, few enough to be shown large. */
export const isEmojiOnly = text => ONLY.test(text);
