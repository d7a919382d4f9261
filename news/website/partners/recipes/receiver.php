<?php
// Takes what the newsroom sends, and keeps it in a file of SQLite.
// SECRET: the secret from your page. DATABASE: a file outside the folder that the web shows.
http_response_code(500); // Until all is done: whatever fails on the way, we send it again.
$key = base64_decode(preg_replace('/^whsec_/', '', (string) getenv('SECRET')), true);
$file = (string) getenv('DATABASE');
if ($key === false || strlen($key) < 24 || $file === '') {
    exit("Set SECRET and DATABASE.\n");
}

$body = file_get_contents('php://input');
$id = $_SERVER['HTTP_WEBHOOK_ID'] ?? '';
$sentAt = $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? '';
$own = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$sentAt.$body", $key, true));
$isSigned = false;
// While a new secret takes the place of the old one, both have signed.
foreach (explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '') as $given) {
    $isSigned = hash_equals($own, $given) || $isSigned;
}
if (!$isSigned || !ctype_digit($sentAt) || abs(time() - (int) $sentAt) > 300) {
    http_response_code(400);
    exit;
}

$message = json_decode($body, false, 512, JSON_THROW_ON_ERROR);
$story = $message->data;
if (!isset($story->urn)) { // A test.
    http_response_code(204);
    exit;
}
$db = new PDO("sqlite:$file", null, null, [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
$db->exec('PRAGMA busy_timeout = 5000');
$db->exec('CREATE TABLE IF NOT EXISTS messages (id TEXT PRIMARY KEY)');
$db->exec('CREATE TABLE IF NOT EXISTS stories (urn TEXT PRIMARY KEY, sequence INTEGER, type, item)');
$db->exec('BEGIN IMMEDIATE');
$new = $db->prepare('INSERT OR IGNORE INTO messages VALUES (?)');
$new->execute([$id]);
if ($new->rowCount()) {
    // Of a text taken back ("story.withdrawn"), the item holds the reason alone: show that instead.
    $item = json_encode($story->item, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR);
    $db->prepare(
        'INSERT INTO stories VALUES (?, ?, ?, ?) ON CONFLICT (urn) DO UPDATE SET
         sequence = excluded.sequence, type = excluded.type, item = excluded.item
         WHERE excluded.sequence > stories.sequence'
    )->execute([$story->urn, $story->sequence, $message->type, $item]);
}
$db->exec('COMMIT');
http_response_code(204);
